import { acceptSchema, lookSchema } from '../acceptInvitation.ts'
import { emailSchema } from '../changeEmail.ts'
import { passwordSchema } from '../changePassword.ts'
import { invitationInputSchema } from '../inviteMember.ts'
import { forgotSchema } from '../requestPasswordReset.ts'
import { proofSchema } from '../provePassword.ts'
import { resetSchema } from '../resetPassword.ts'
import { bodyOf } from './componentSchemas.ts'
import type { Operation } from './describeOperation.ts'
import { enumOf, type JsonSchema, listOf, moment, objectOf, orNull, text, uuid, whole } from './JsonSchema.ts'

const invitations = { tag: 'invitations', method: 'post' } as const
const memberships = { tag: 'memberships' } as const
const users = { tag: 'sign-in', method: 'post' } as const
const roles = enumOf(['owner', 'admin', 'member', 'viewer'])
const sent: JsonSchema = objectOf({ properties: { id: uuid, mail: enumOf(['sent', 'failed', 'off']), link: { ...orNull(text), description: 'Where no mail is set up: to pass on, and nowhere else ever after.' } } })
const said: JsonSchema = { type: 'object', properties: { message: text }, required: ['message'] }
const named = objectOf({ properties: { id: uuid, name: text } })
const tokens: JsonSchema = { ...listOf(objectOf({ properties: { id: uuid, name: text, prefix: text, account: orNull(text), lastUsedAt: orNull(moment) } })), description: 'The API tokens that this person made and that still work.' }
const connection = objectOf({ properties: { id: uuid, name: text, provider: text } })
const usedConnection = objectOf({ properties: { id: uuid, name: text, provider: text, calls30d: whole } })

/** Inviting people, what their going would do, handing an account over, and passwords. */
export const peopleOperations: Operation[] = [
  { ...invitations, path: '/api/invitations', id: 'inviteMember', summary: 'Invite somebody by mail (account admins; owners: owners)', body: bodyOf(invitationInputSchema), codes: ['not_found', 'conflict', 'rate_limited'], answers: { 201: { description: 'Invited, whether or not the mail could be sent.', schema: sent } } },
  { ...invitations, path: '/api/invitations/{id}/resend', id: 'resendInvitation', summary: 'Send it again, with a new link', codes: ['conflict', 'rate_limited'], answers: { 200: { description: 'The former link no longer works.', schema: sent } } },
  { ...invitations, path: '/api/invitations/{id}/revoke', id: 'revokeInvitation', summary: 'Withdraw it', codes: ['conflict'], answers: { 200: { description: 'Its link no longer works.', schema: objectOf({ properties: { id: uuid } }) } } },
  {
    ...invitations,
    path: '/api/invitations/look',
    id: 'lookAtInvitation',
    summary: 'What a link leads to; uses nothing up',
    caller: 'anybody',
    body: bodyOf(lookSchema),
    codes: ['not_found', 'rate_limited'],
    answers: { 200: { description: '`invitation` only while it is open.', schema: objectOf({ properties: { state: enumOf(['open', 'expired', 'withdrawn', 'accepted']), invitation: orNull(objectOf({ properties: { account: text, email: text, role: roles, inviter: orNull(text), expiresAt: moment } })) } }) } },
  },
  {
    ...invitations,
    path: '/api/invitations/accept',
    id: 'acceptInvitation',
    summary: 'Become a member: as a new `person`, or as whoever is signed in',
    description: 'Where the invitation names another address than the one that is signed in, `as` says the latter.',
    caller: 'anybody',
    body: bodyOf(acceptSchema),
    codes: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'secret_in_plain_field', 'rate_limited'],
    answers: { 200: { description: 'A member. Nobody is signed in by it.', schema: objectOf({ properties: { account: named, role: roles, email: text } }) } },
  },
  { ...memberships, method: 'get', path: '/api/memberships/{id}/impact', id: 'readMemberImpact', summary: 'What removing this member would do (account admins, and themself)', answers: { 200: { description: '`?heir=` of the removal names one of `heirs`.', schema: objectOf({ properties: { privateConnections: listOf(usedConnection), sharedConnections: listOf(connection), tokens: listOf(named), invitations: whole, heirs: listOf(named) } }) } } },
  { ...memberships, method: 'post', path: '/api/memberships/{id}/hand-over', id: 'handOverAccount', summary: 'Make this member an owner, and oneself an admin (owners)', description: 'For whoever knows their own password.', body: bodyOf(proofSchema), codes: ['conflict', 'rate_limited'], answers: { 200: { description: 'Handed over.', schema: objectOf({ properties: { owner: uuid } }) } } },
  { tag: 'accounts', method: 'post', path: '/api/accounts/{id}/delete', id: 'deleteOwnAccount', summary: 'Delete the account with everything in it (owners)', description: 'For whoever knows their own password. Nothing brings it back.', body: bodyOf(proofSchema), codes: ['rate_limited'], answers: { 200: { description: 'Deleted.', schema: said } } },
  { ...users, path: '/api/users/forgot-password', id: 'forgotPassword', summary: 'Ask for a link to set a new password', description: 'The same answer whoever has a sign-in.', caller: 'anybody', body: bodyOf(forgotSchema), codes: ['method_not_allowed', 'rate_limited'], answers: { 200: { description: 'Asked for.', schema: said } } },
  { ...users, path: '/api/users/reset-password', id: 'resetPassword', summary: 'Set a new password with such a link', caller: 'anybody', body: bodyOf(resetSchema), codes: ['not_found', 'rate_limited'], answers: { 200: { description: 'Set; every sign-in of that person has ended.', schema: objectOf({ properties: { message: text, email: text, tokens } }) } } },
  { ...users, path: '/api/users/password', id: 'changePassword', summary: 'Change one’s own password', body: bodyOf(passwordSchema), codes: ['rate_limited'], answers: { 200: { description: 'Changed; one’s other sign-ins have ended.', schema: objectOf({ properties: { message: text, tokens } }) } } },
  { ...users, path: '/api/users/revoke-tokens', id: 'revokeOwnTokens', summary: 'End every API token that one has made, in all accounts', answers: { 200: { description: 'How many there were.', schema: objectOf({ properties: { revoked: whole } }) } } },
  { ...users, path: '/api/users/email', id: 'changeEmail', summary: 'Sign in with another address from now on', description: 'For whoever knows the password. The former address is told.', body: bodyOf(emailSchema), codes: ['rate_limited'], answers: { 200: { description: 'Changed.', schema: said } } },
]
