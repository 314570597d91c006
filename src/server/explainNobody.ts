import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { sql, sqlOf } from './stores/sqlOf.ts'

/**
 * Payload takes whoever it cannot look up for nobody, also when it is the database that is away. A request that came
 * with a sign-in is then told so, instead of being sent to sign in again. It may have been away for a moment only: whoever can be looked up now
 * could have been then. Costs a few statements, on that refusal only.
 */
export async function explainNobody({ req, error }: { req: Pick<PayloadRequest, 'headers' | 'payload' | 'user'>; error: PatchbayError }): Promise<PatchbayError> {
  if (error.code !== 'unauthenticated' || req.user || !carriesSignIn(req.headers)) return error
  try {
    await sqlOf({ req: { payload: req.payload }, query: sql`select 1` })
    const { user } = await req.payload.auth({ headers: req.headers, canSetHeaders: false })
    return user === null ? error : new PatchbayError('database_unavailable')
  } catch (cause) {
    return new PatchbayError('database_unavailable', { cause })
  }
}

const carriesSignIn = (headers: Headers): boolean => headers.has('authorization') || /(?:^|;\s*)payload-token=/.test(headers.get('cookie') ?? '')
