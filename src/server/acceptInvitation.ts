import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import { emailOf } from '#src/access/emailOf.ts'
import type { Role } from '#src/access/Actor.ts'
import { hashToken } from '#src/engine/apiToken.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { checkPassword } from '#src/engine/people/checkPassword.ts'
import type { InvitationState } from '#src/engine/people/stateOfInvitation.ts'
import { readInvitation, type StoredInvitation } from './stores/invitations.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { lockMemberships } from './stores/lockMemberships.ts'
import { hasSignIn, makePerson, signInAs } from './stores/newPerson.ts'
import { createMembership } from './stores/people.ts'
import { changeInvitation } from './stores/saveInvitation.ts'
import { addressOf, throttle } from './throttle.ts'

const token = z.string().min(1).max(200)

export const lookSchema = z.object({ token })
export const acceptSchema = z.object({
  token,
  /** Given by somebody who has no sign-in yet. */
  person: z.object({ name: z.string().trim().min(1, 'say your name').max(120), password: z.string().max(1_000) }).optional(),
  /** The address of whoever is signed in, where the invitation names another: said, so that nobody joins as the wrong one. */
  as: z.string().max(254).optional(),
})

/** `invitation` only while it can be accepted: what is over tells nobody whose it was. */
export type Looked = { state: InvitationState; invitation: { account: string; email: string; role: string; inviter: string | null; expiresAt: string } | null }

/** What a link leads to, for whoever holds it. Looking uses nothing up. @throws PatchbayError `not_found`, `rate_limited` */
export async function lookAtInvitation({ req, input }: { req: PayloadRequest; input: z.infer<typeof lookSchema> }): Promise<Looked> {
  await throttleTokens(req)
  const found = await readInvitation({ req, hash: hashToken(input.token) })
  if (found === null) throw unknown()
  const state = found.state === 'open' && !mayStillInvite(found) ? 'withdrawn' : found.state
  const { accountName: account, email, role, inviterName: inviter, expiresAt } = found
  return { state, invitation: state === 'open' ? { account, email, role, inviter, expiresAt: expiresAt.toISOString() } : null }
}

export type Accepted = { account: { id: string; name: string }; role: Role; email: string }

/**
 * Makes whoever holds the link a member: a new person with a name and a password, or somebody who is signed in. Works
 * once; of two at the same moment the second finds it accepted.
 * @throws PatchbayError `not_found`, `conflict`, `validation_failed`, `rate_limited`
 */
export async function acceptInvitation({ req, input }: { req: PayloadRequest; input: z.infer<typeof acceptSchema> }): Promise<Accepted> {
  await throttleTokens(req)
  const hash = hashToken(input.token)
  const looked = await readInvitation({ req, hash })
  if (looked === null) throw unknown()
  return inTransaction({
    req,
    work: async () => {
      const members = await lockMemberships({ req, account: looked.account })
      const invitation = await readInvitation({ req, hash, forUpdate: true })
      if (invitation === null) throw unknown()
      refuseUnusable(invitation)
      const person = input.person === undefined ? await signedIn({ req, invitation, as: input.as }) : await newPerson({ req, invitation, person: input.person })
      const existing = members.find((one) => one.user_id === person.id)
      if (existing === undefined) await join({ req, invitation, user: person.id })
      await changeInvitation({ req, id: invitation.id, action: 'invitation.accepted', data: { acceptedAt: new Date().toISOString(), acceptedBy: person.id } })
      return { account: { id: invitation.account, name: invitation.accountName }, role: (existing?.role as Role | undefined) ?? invitation.role, email: person.email }
    },
  })
}

type Accepting = { req: PayloadRequest; invitation: StoredInvitation }

async function signedIn({ req, invitation, as }: Accepting & { as: string | undefined }): Promise<{ id: string; email: string }> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated', { message: 'Nobody is signed in.', hint: 'Sign in, or give a name and a password.' })
  if (actor.kind !== 'user') throw new PatchbayError('forbidden', { message: 'People accept invitations; an API token cannot.', hint: 'Open the link in a browser.' })
  const email = emailOf(req)
  if (email !== invitation.email.toLowerCase() && as?.trim().toLowerCase() !== email) {
    throw new PatchbayError('conflict', { field: 'as', message: `This invitation is for ${invitation.email}, and you are signed in with another address.`, hint: 'Confirm that you join with the address you are signed in with, or sign out first.' })
  }
  return { id: actor.id, email }
}

async function newPerson({ req, invitation: { email }, person: { name, password } }: Accepting & { person: { name: string; password: string } }): Promise<{ id: string; email: string }> {
  if (req.user) throw new PatchbayError('conflict', { message: 'You are signed in already.', hint: 'Accept as yourself, or sign out first.' })
  const fault = checkPassword({ password, email })
  if (fault !== null) throw new PatchbayError('validation_failed', { field: 'person.password', message: fault })
  if (await hasSignIn({ req, email })) throw new PatchbayError('conflict', { message: 'There is a sign-in for this address already.', hint: 'Sign in, then accept the invitation.' })
  const made = await makePerson({ req, email, name, password })
  await signInAs({ req, id: made.id })
  return made
}

async function join({ req, invitation: { account, role }, user }: Accepting & { user: string }): Promise<void> {
  // For guardMembership: nobody makes themself a member but by an invitation.
  req.context.invited = { account, user, role }
  await createMembership({ req, account, user, role })
  delete req.context.invited
}

/** Whoever sent it may have been removed or demoted since, by whatever way. */
const mayStillInvite = ({ role, inviterRole }: StoredInvitation): boolean => inviterRole === 'owner' || (inviterRole === 'admin' && role !== 'owner')

function refuseUnusable(invitation: StoredInvitation): void {
  if (invitation.state === 'accepted') throw new PatchbayError('conflict', { message: 'This invitation was accepted already.', hint: 'If it was you, sign in.' })
  if (invitation.state === 'expired') throw new PatchbayError('conflict', { message: 'This invitation has expired.', hint: 'Ask whoever invited you to send it again.' })
  if (invitation.state === 'withdrawn' || !mayStillInvite(invitation)) throw new PatchbayError('conflict', { message: 'This invitation was withdrawn.', hint: 'Ask an owner or admin of the account for a new one.' })
}

const unknown = () => new PatchbayError('not_found', { message: 'This link leads to no invitation.', hint: 'Copy the whole address of the mail. If it was sent again, only the newest link works.' })

const throttleTokens = (req: PayloadRequest): Promise<void> =>
  throttle({ req, windowSeconds: 600, limits: [{ key: `invitation:${addressOf(req)}`, limit: 60 }], message: 'Too many tries from here. Wait ten minutes, then open the link again.' })
