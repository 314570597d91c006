import type { IncomingMessage } from 'node:http'
import { PatchbayError } from '#src/engine/errors.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Why a request that changes something may not come from where it comes from, if so: a page of another site can post a
 * form here, and signing a visitor in to somebody else's account needs no cookie that SameSite would hold back. Only
 * browsers send these headers and no page can forge them; with an Authorization header a page must ask by CORS first.
 */
export function judgeOrigin({ req, origins }: { req: IncomingMessage; /** Where our own pages are. */ origins: readonly string[] }): PatchbayError | undefined {
  const { origin, authorization, 'sec-fetch-site': site } = req.headers
  if (safeMethods.has(req.method ?? '') || authorization !== undefined) return undefined
  const isForeign = site === 'cross-site' || site === 'same-site' || (origin !== undefined && !origins.includes(origin))
  return isForeign ? new PatchbayError('forbidden', { message: 'This request was sent by a page of another site.', hint: `Open Patchbay at ${origins[0] ?? 'its public address'} and do it there. A program sends an API token.` }) : undefined
}
