import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { sql, sqlOf } from './stores/sqlOf.ts'

/**
 * Payload takes whoever it cannot look up for nobody, also when it is the database that is away. A request that came
 * with a sign-in is then told so, instead of being sent to sign in again; costs one statement, on that refusal only.
 */
export async function explainNobody({ req, error }: { req: Pick<PayloadRequest, 'headers' | 'payload'>; error: PatchbayError }): Promise<PatchbayError> {
  if (error.code !== 'unauthenticated' || !carriesSignIn(req.headers)) return error
  try {
    await sqlOf({ req: { payload: req.payload }, query: sql`select 1` })
    return error
  } catch (cause) {
    return new PatchbayError('database_unavailable', { cause })
  }
}

const carriesSignIn = (headers: Headers): boolean => headers.has('authorization') || /(?:^|;\s*)payload-token=/.test(headers.get('cookie') ?? '')
