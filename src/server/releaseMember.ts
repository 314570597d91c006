import type { PayloadRequest } from 'payload'
import { endTokens } from './endTokens.ts'
import { findHeir, lockOwnConnections } from './stores/memberBelongings.ts'
import { destroyedCredential, updateConnection } from './stores/saveConnection.ts'

type Leaving = { req: PayloadRequest; account: string; user: string }

/**
 * What somebody who leaves an account had there: their private connections are revoked, their shared ones pass to an
 * owner (whoever removes them, if that is one), the tokens they made end. Runs in the transaction of the removal; each
 * step stands in the trail.
 */
export async function releaseMember({ req, account, user }: Leaving): Promise<void> {
  const remover = req.user?.collection === 'users' ? String(req.user.id) : null
  const heir = await findHeir({ req, account, user, preferred: remover })
  for (const { id, visibility, has_credential: hasCredential } of await lockOwnConnections({ req, account, user })) {
    if (visibility === 'account') await updateConnection({ req, id, action: 'connection.passed_on', data: { owner: heir } })
    else if (hasCredential) await updateConnection({ req, id, action: 'connection.revoked', data: { ...destroyedCredential, status: 'revoked', statusReason: null, statusNote: null, rotateBy: null } })
  }
  await endTokens({ req, account, user })
}
