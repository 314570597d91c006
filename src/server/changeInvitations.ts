import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { canInAccount } from '#src/access/canInAccount.ts'
import { hashToken } from '#src/engine/apiToken.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import { makeLinkToken } from '#src/engine/makeLinkToken.ts'
import type { Language } from '#src/messages/Language.ts'
import { throttleInvitations } from './inviteMember.ts'
import { requireInviter } from './requireInviter.ts'
import { lifetimeOf, sendInvitation, type Sent } from './sendInvitation.ts'
import { readInvitation, type StoredInvitation } from './stores/invitations.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { changeInvitation } from './stores/saveInvitation.ts'

type Question = { req: PayloadRequest; id: string }

/** Sends an open or expired invitation again, with a new link: the one before no longer works. Whoever sends it answers for it. */
export async function resendInvitation({ req, id, language }: Question & { language: Language }): Promise<{ id: string } & Sent> {
  const { account } = await requireInvitation({ req, id })
  const token = makeLinkToken()
  const actor = await actorOf(req)
  if (actor.kind === 'user') await throttleInvitations({ req, account, inviter: actor.id })
  await inTransaction({
    req,
    work: async () => {
      const invitation = await requireInvitation({ req, id, forUpdate: true })
      const inviter = await requireInviter({ req, account, role: invitation.role })
      refuseClosed(invitation)
      await changeInvitation({ req, id, action: 'invitation.resent', data: { hash: hashToken(token), invitedBy: inviter.id, ...lifetimeOf(new Date()) } })
    },
  })
  return { id, ...(await sendInvitation({ req, id, token, language })) }
}

/** Ends an invitation that was not accepted yet: its link no longer works from then on. */
export const revokeInvitation = ({ req, id }: Question): Promise<{ id: string }> =>
  inTransaction({
    req,
    work: async () => {
      const invitation = await requireInvitation({ req, id, forUpdate: true })
      refuseClosed(invitation)
      await changeInvitation({ req, id, action: 'invitation.revoked', data: { revokedAt: new Date().toISOString() } })
      return { id }
    },
  })

/** Invitations are seen by account admins; of owners, changed by owners. @throws PatchbayError `unauthenticated`, `not_found`, `forbidden` */
async function requireInvitation({ req, id, forUpdate = false }: Question & { forUpdate?: boolean }): Promise<StoredInvitation> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  const found = isUuid(id) ? await readInvitation({ req, id, forUpdate }) : null
  if (found === null || !canInAccount({ actor, ability: 'manage', account: found.account })) throw new PatchbayError('not_found')
  await requireInviter({ req, account: found.account, role: found.role })
  return found
}

function refuseClosed({ state }: StoredInvitation): void {
  if (state === 'accepted') throw new PatchbayError('conflict', { message: 'This invitation was accepted already.', hint: 'Load the page again: the person is in the list of members.' })
  if (state === 'withdrawn') throw new PatchbayError('conflict', { message: 'This invitation was withdrawn already.', hint: 'Invite the address anew.' })
}
