import type { Payload } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { explainNobody } from './explainNobody.ts'
import { readAsOwnStep } from './readAsOwnStep.ts'

/**
 * Who opens a page; null = nobody. Whoever came with a sign-in is not sent to sign in again because the database is away.
 *
 * @throws PatchbayError `database_unavailable`
 */
export async function findVisitor({ payload, headers: given }: { payload: Payload; headers: Headers }) {
  const headers = readAsOwnStep(given)
  const { user } = await payload.auth({ headers, canSetHeaders: false })
  if (user?.collection === 'users') return user
  const why = await explainNobody({ req: { headers, payload, user: user ?? null }, error: new PatchbayError('unauthenticated') })
  if (why.code !== 'unauthenticated') throw why
  return null
}
