import type { TokenBlocks } from './TokenBlocks.ts'

/** The plain fields of a method that its service fills in, by the token answer or by what is asked after it: nobody types them. */
export const capturedNames = ({ oauth, exchange, app }: TokenBlocks): Set<string> =>
  new Set([...Object.keys((oauth ?? exchange ?? app)?.response.capture ?? {}), ...Object.keys(oauth?.lookup?.capture ?? {})])
