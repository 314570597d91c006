import type { Endpoint } from 'payload'
import { handOverAccount } from '#src/server/handOverAccount.ts'
import { memberImpact } from '#src/server/memberImpact.ts'
import { proofSchema } from '#src/server/provePassword.ts'
import { readBody } from '#src/server/readBody.ts'
import { endpoint, routeId } from './endpoint.ts'

/** What Payload's own routes of a membership do not offer. */
export const membershipEndpoints: Endpoint[] = [
  endpoint({ method: 'get', path: '/:id/impact', handle: async (req) => ({ body: await memberImpact({ req, id: routeId(req) }) }) }),
  endpoint({ method: 'post', path: '/:id/hand-over', handle: async (req) => ({ body: await handOverAccount({ req, id: routeId(req), ...(await readBody({ req, schema: proofSchema })) }) }) }),
]
