import type { Endpoint, PayloadRequest } from 'payload'
import { changeConnection } from '#src/server/changeConnection.ts'
import { connect } from '#src/server/connect.ts'
import { connectionImpact } from '#src/server/connectionImpact.ts'
import { connectionUsage } from '#src/server/connectionUsage.ts'
import { connectionInputSchema } from '#src/server/connectionInput.ts'
import { consentInputSchema, consentToHosts } from '#src/server/consentToHosts.ts'
import { deactivateConnection, deactivateInputSchema } from '#src/server/deactivateConnection.ts'
import { deleteConnection } from '#src/server/deleteConnection.ts'
import { reactivateConnection } from '#src/server/reactivateConnection.ts'
import { readBody } from '#src/server/readBody.ts'
import { refreshByHand } from '#src/server/refreshByHand.ts'
import { requireConnection } from '#src/server/requireConnection.ts'
import { restoreConnection } from '#src/server/restoreConnection.ts'
import { revokeConnection } from '#src/server/revokeConnection.ts'
import { testConnection } from '#src/server/testConnection.ts'
import { endpoint, refused, routeId } from './endpoint.ts'

type Verb = (question: { req: PayloadRequest; id: string }) => Promise<unknown>

const verb = ({ name, run, method = 'post' }: { name: string; run: Verb; method?: 'get' | 'post' }): Endpoint =>
  endpoint({ method, path: `/:id/${name}`, handle: async (req) => ({ body: await run({ req, id: routeId(req) }) }) })

/** Everything below /api/connections that writes. These stand before Payload's own routes and replace them. */
export const connectionEndpoints: Endpoint[] = [
  verb({ name: 'test', run: testConnection }),
  endpoint({
    method: 'post',
    path: '/:id/deactivate',
    handle: async (req) => {
      // First who asks, as below.
      await requireConnection({ req, id: routeId(req), need: 'cut_off' })
      const { reason } = await readBody({ req, schema: deactivateInputSchema, isOptional: true })
      return { body: await deactivateConnection({ req, id: routeId(req), reason }) }
    },
  }),
  verb({ name: 'reactivate', run: reactivateConnection }),
  verb({ name: 'refresh', run: refreshByHand }),
  verb({ name: 'revoke', run: revokeConnection }),
  verb({ name: 'restore', run: restoreConnection }),
  verb({ name: 'impact', run: connectionImpact, method: 'get' }),
  verb({ name: 'usage', run: connectionUsage, method: 'get' }),
  endpoint({
    method: 'post',
    path: '/:id/consent',
    handle: async (req) => {
      // First who asks: what a body should hold is nothing to tell a stranger.
      await requireConnection({ req, id: routeId(req), need: 'consent' })
      const { hosts } = await readBody({ req, schema: consentInputSchema })
      return { body: await consentToHosts({ req, id: routeId(req), hosts }) }
    },
  }),
  endpoint({
    method: 'post',
    path: '/',
    handle: async (req) => {
      const { connection } = await connect({ req, input: await readBody({ req, schema: connectionInputSchema }) })
      return { status: 201, body: { message: 'Connection created.', doc: connection } }
    },
  }),
  endpoint({
    method: 'patch',
    path: '/:id',
    handle: async (req) => {
      const { connection } = await changeConnection({ req, id: routeId(req), input: await readBody({ req, schema: connectionInputSchema }) })
      return { body: { message: 'Connection saved.', doc: connection } }
    },
  }),
  endpoint({ method: 'delete', path: '/:id', handle: async (req) => ({ body: await deleteConnection({ req, id: routeId(req) }) }) }),
  refused({ method: 'patch', path: '/' }),
  refused({ method: 'delete', path: '/' }),
  refused({ method: 'put', path: '/:id' }),
  refused({ method: 'post', path: '/:id/duplicate' }),
]
