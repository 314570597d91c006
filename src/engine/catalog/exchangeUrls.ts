import type { TokenBlocks } from './TokenBlocks.ts'

/** The addresses (templates) to which tokens, client secrets and app keys go; where people are sent to agree is none. */
export const exchangeUrls = ({ oauth, app }: TokenBlocks): string[] =>
  [oauth?.tokenUrl, oauth?.revocationUrl, oauth?.issuer, oauth?.revocation?.url, oauth?.lookup?.url, app?.tokenUrl, app?.installations?.url, app?.revocation?.url].filter((url) => typeof url === 'string')
