import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { destroyCredential } from './destroyCredential.ts'
import { endInvitations } from './endInvitations.ts'
import { endTokens } from './endTokens.ts'
import { findHeir, lockOwnConnections } from './stores/memberBelongings.ts'
import { updateConnection } from './stores/saveConnection.ts'

type Leaving = { req: PayloadRequest; account: string; user: string; /** Who is to take over, where whoever removes them says so. */ heir?: string | null }

/**
 * What somebody who leaves an account had there: their private connections are revoked, their shared ones pass to an
 * owner (the one who was named, else whoever removes them, if that is one), the tokens they made end, and so do the
 * invitations they sent and one to their own address. Runs in the transaction of the removal; each step stands in the trail.
 * @throws PatchbayError `validation_failed` when `heir` is no owner who stays
 */
export async function releaseMember({ req, account, user, heir: named = null }: Leaving): Promise<void> {
  const remover = req.user?.collection === 'users' ? String(req.user.id) : null
  const heir = await findHeir({ req, account, user, preferred: uuidOrNull(named) ?? remover })
  if (named !== null && heir !== named.toLowerCase()) throw new PatchbayError('validation_failed', { field: 'heir', message: 'heir: This is no owner of the account who stays.', hint: 'Load the page again and choose another owner.' })
  for (const { id, visibility, has_credential: hasCredential } of await lockOwnConnections({ req, account, user })) {
    if (visibility === 'account') await updateConnection({ req, id, action: 'connection.passed_on', data: { owner: heir } })
    else if (hasCredential) await updateConnection({ req, id, action: 'connection.revoked', data: { ...(await destroyCredential({ req, id })), status: 'revoked', statusReason: null, statusNote: null, rotateBy: null } })
  }
  await endTokens({ req, account, user })
  await endInvitations({ req, account, user, withReceived: true })
}

const uuidOrNull = (text: string | null): string | null => (text !== null && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text) ? text : null)
