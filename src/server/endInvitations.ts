import type { PayloadRequest } from 'payload'
import { listOpenInvitationsOf } from './stores/invitations.ts'
import { changeInvitation } from './stores/saveInvitation.ts'

/**
 * Withdraws what somebody who may no longer invite has sent, in one role or in all: whoever holds such a link, they
 * themself perhaps, must not come in by it.
 */
export async function endInvitations({ req, account, user, role, withReceived }: { req: PayloadRequest; account: string; user: string; role?: string; /** Those to their own address as well. */ withReceived?: boolean }): Promise<void> {
  for (const id of await listOpenInvitationsOf({ req, account, user, role, withReceived: withReceived ?? false })) await changeInvitation({ req, id, action: 'invitation.revoked', data: { revokedAt: new Date().toISOString() } })
}
