import type { Endpoint } from 'payload'
import { deleteAccount } from '#src/server/deleteAccount.ts'
import { proofSchema } from '#src/server/provePassword.ts'
import { readBody } from '#src/server/readBody.ts'
import { endpoint, routeId } from './endpoint.ts'

/** For an account's own people; the platform deletes one at Payload's address. */
export const accountEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/:id/delete',
    handle: async (req) => {
      await deleteAccount({ req, id: routeId(req), ...(await readBody({ req, schema: proofSchema })) })
      return { body: { message: 'The account is deleted.' } }
    },
  }),
]
