import type { Endpoint } from 'payload'
import { acceptInvitation, acceptSchema, lookAtInvitation, lookSchema } from '#src/server/acceptInvitation.ts'
import { resendInvitation, revokeInvitation } from '#src/server/changeInvitations.ts'
import { invitationInputSchema, inviteMember } from '#src/server/inviteMember.ts'
import { readBody } from '#src/server/readBody.ts'
import { endpoint, refused, routeId } from './endpoint.ts'
import { readLanguage } from './readLanguage.ts'

/** Inviting people into an account, and coming in. Looking at a link and using it are for whoever holds it. */
export const invitationEndpoints: Endpoint[] = [
  endpoint({ method: 'post', path: '/', handle: async (req) => ({ status: 201, body: await inviteMember({ req, input: await readBody({ req, schema: invitationInputSchema }), language: readLanguage(req) }) }) }),
  endpoint({ method: 'post', path: '/look', handle: async (req) => ({ body: await lookAtInvitation({ req, input: await readBody({ req, schema: lookSchema }) }) }) }),
  endpoint({ method: 'post', path: '/accept', handle: async (req) => ({ body: await acceptInvitation({ req, input: await readBody({ req, schema: acceptSchema }) }) }) }),
  endpoint({ method: 'post', path: '/:id/resend', handle: async (req) => ({ body: await resendInvitation({ req, id: routeId(req), language: readLanguage(req) }) }) }),
  endpoint({ method: 'post', path: '/:id/revoke', handle: async (req) => ({ body: await revokeInvitation({ req, id: routeId(req) }) }) }),
  refused({ method: 'patch', path: '/:id' }),
  refused({ method: 'delete', path: '/:id' }),
]
