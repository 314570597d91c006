import type { AfterErrorHook } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { canInAccount } from '#src/access/canInAccount.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { PatchbayError, toErrorBody } from '#src/engine/errors.ts'
import { canReadDocument } from '#src/server/stores/canReadDocument.ts'
import { explainNobody } from '#src/server/explainNobody.ts'
import { recordDenial } from '#src/server/recordDenial.ts'
import { requestIdOf } from '#src/server/respond.ts'
import { toPatchbayError } from '#src/server/toPatchbayError.ts'

/**
 * Payload's own refusals in the contract's shape. Payload says 403 both for what one may not see and for what one may
 * see and not change; here the first is 404, the same as for an id that does not exist.
 */
export const shapeErrors: AfterErrorHook = async ({ collection, error, req }) => {
  let known = toPatchbayError(error)
  if (known.code === 'forbidden' && known.message === new PatchbayError('forbidden').message) {
    if (!req.user) known = new PatchbayError('unauthenticated')
    else if (await namesForeignAccount(req)) known = new PatchbayError('not_found')
    else if (collection !== undefined && typeof req.routeParams?.id === 'string' && !(await canRead({ req, slug: collection.slug, id: req.routeParams.id }))) known = new PatchbayError('not_found')
  }
  // A value of the wrong kind in a query: a list is always there, so that it cannot be what was not found.
  if (known.code === 'not_found' && known.cause !== undefined && collection !== undefined && req.routeParams?.id === undefined) known = new PatchbayError('invalid_request', { message: 'The query compares a field with a value of another kind.' })
  // Payload looks for a versions table before it looks whether there is one.
  if (known.code === 'internal' && collection !== undefined && !collection.versions && /\/versions(\/|$)/.test(req.pathname ?? '')) known = new PatchbayError('not_found')
  if (known.code === 'not_found' && !req.user) known = new PatchbayError('unauthenticated')
  known = await explainNobody({ req, error: known })
  if (known.code === 'forbidden') await recordDenial({ req, error: known })
  const requestId = requestIdOf(req)
  if (known.status >= 500) req.payload.logger.error({ msg: known.message, code: known.code, requestId, cause: known.cause ?? error })
  if (known.retryAfterSeconds !== undefined) {
    // The one way for this hook to a header.
    req.responseHeaders ??= new Headers()
    req.responseHeaders.set('retry-after', String(Math.ceil(known.retryAfterSeconds)))
  }
  return { response: toErrorBody(known, requestId) as unknown as Record<string, unknown>, status: known.status }
}

/** A new row for an account one does not belong to: the account is not there for them, whether it exists or not. */
async function namesForeignAccount(req: Request): Promise<boolean> {
  const account: unknown = (req.data as { account?: unknown } | undefined)?.account
  if (req.method !== 'POST' || typeof account !== 'string') return false
  const actor = await actorOf(req)
  return !isPlatformActor(actor) && !canInAccount({ actor, ability: 'see', account })
}

type Request = Parameters<AfterErrorHook>[0]['req']
type Probe = { req: Request; slug: string; id: string }

async function canRead({ req, slug, id }: Probe): Promise<boolean> {
  try {
    return await canReadDocument({ req, slug, id })
  } catch {
    return false
  }
}
