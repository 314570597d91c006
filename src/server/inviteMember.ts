import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { hashToken } from '#src/engine/apiToken.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { makeLinkToken } from '#src/engine/makeLinkToken.ts'
import type { Language } from '#src/messages/Language.ts'
import { requireInviter } from './requireInviter.ts'
import { lifetimeOf, sendInvitation, type Sent } from './sendInvitation.ts'
import { findOpenInvitation, isMemberByEmail } from './stores/invitations.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { lockMemberships } from './stores/lockMemberships.ts'
import { changeInvitation, saveInvitation } from './stores/saveInvitation.ts'
import { throttle } from './throttle.ts'
import { readActorAgain } from '#src/access/actorOf.ts'

export const invitationInputSchema = z
  .object({
    account: z.string().optional(),
    workspaceId: z.string().optional(),
    email: z.string().trim().toLowerCase().pipe(z.email('this is no e-mail address').max(254)),
    role: z.enum(['owner', 'admin', 'member', 'viewer']),
  })
  .refine((body) => body.account !== undefined || body.workspaceId !== undefined, { path: ['account'], message: 'name the account' })

type Inviting = { req: PayloadRequest; input: z.infer<typeof invitationInputSchema>; language: Language }

/**
 * Asks somebody to join an account. Whether there is a sign-in for the address makes no difference to anything here, so
 * that nobody learns it by inviting.
 * @throws PatchbayError `conflict` when they are a member or are invited already, `rate_limited`
 */
export async function inviteMember({ req, input, language }: Inviting): Promise<{ id: string } & Sent> {
  const { email, role } = input
  const account = input.account ?? input.workspaceId ?? ''
  const inviter = await requireInviter({ req, account, role })
  await throttleInvitations({ req, account, inviter: inviter.id })
  const token = makeLinkToken()
  const id = await inTransaction({
    req,
    work: async () => {
      await lockMemberships({ req, account })
      // Removed or demoted while this waited.
      await readActorAgain(req)
      await requireInviter({ req, account, role })
      if (await isMemberByEmail({ req, account, email })) throw new PatchbayError('conflict', { field: 'email', message: 'This person is a member of the account already.', hint: 'Change their role in the list of members.' })
      const open = await findOpenInvitation({ req, account, email })
      if (open?.isExpired === false) throw new PatchbayError('conflict', { field: 'email', message: 'This address is invited already.', hint: 'Send the invitation again, or withdraw it first.' })
      if (open !== null) await changeInvitation({ req, id: open.id, action: 'invitation.revoked', data: { revokedAt: new Date().toISOString() } })
      return saveInvitation({ req, data: { account, email, role, invitedBy: inviter.id, hash: hashToken(token), ...lifetimeOf(new Date()) } })
    },
  })
  return { id, ...(await sendInvitation({ req, id, token, language })) }
}

/** Mails go to people who did not ask for them. */
export const throttleInvitations = ({ req, account, inviter }: { req: PayloadRequest; account: string; inviter: string }): Promise<void> =>
  throttle({
    req,
    windowSeconds: 3_600,
    limits: [{ key: `invitations of:${account}`, limit: 60 }, { key: `invitations by:${inviter}`, limit: 30 }],
    message: 'Too many invitations in one hour. Wait an hour, then go on.',
  })
