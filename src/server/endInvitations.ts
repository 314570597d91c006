import type { PayloadRequest } from 'payload'
import { listOpenInvitationsBy } from './stores/invitations.ts'
import { changeInvitation } from './stores/saveInvitation.ts'

/**
 * Withdraws what somebody who may no longer invite has sent, in one role or in all: whoever holds such a link, they
 * themself perhaps, must not come in by it.
 */
export async function endInvitations({ req, account, user, role }: { req: PayloadRequest; account: string; user: string; role?: string }): Promise<void> {
  for (const id of await listOpenInvitationsBy({ req, account, user, role })) await changeInvitation({ req, id, action: 'invitation.revoked', data: { revokedAt: new Date().toISOString() } })
}
