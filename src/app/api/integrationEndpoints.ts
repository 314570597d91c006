import type { Endpoint } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { changeConnection } from '#src/server/changeConnection.ts'
import { connect } from '#src/server/connect.ts'
import { connectionInputSchema } from '#src/server/connectionInput.ts'
import { explainResolution } from '#src/server/explainResolution.ts'
import { orderConnections, orderInputSchema } from '#src/server/orderConnections.ts'
import { readBody } from '#src/server/readBody.ts'
import { listRoutingPolicies, policyInputSchema, setRoutingPolicy } from '#src/server/routingPolicies.ts'
import { tryCredential } from '#src/server/tryCredential.ts'
import { usageBySource } from '#src/server/usageBySource.ts'
import { endpoint, parameter } from './endpoint.ts'

/** Routes under /api/integrations. */
export const integrationEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/integrations/provider-connections',
    handle: async (req) => {
      const input = await readBody({ req, schema: connectionInputSchema })
      if (input.connectionId == null) return { status: 201, body: await connect({ req, input }) }
      return { body: await changeConnection({ req, id: input.connectionId, input }) }
    },
  }),
  endpoint({
    method: 'post',
    path: '/integrations/test',
    handle: async (req) => ({ body: await tryCredential({ req, input: await readBody({ req, schema: connectionInputSchema }) }) }),
  }),
  endpoint({
    method: 'get',
    path: '/integrations/routing-policies',
    handle: async (req) => ({ body: await listRoutingPolicies({ req, account: parameter({ req, name: 'workspaceId' }) ?? parameter({ req, name: 'account' }) }) }),
  }),
  endpoint({
    method: 'put',
    path: '/integrations/routing-policies',
    handle: async (req) => ({ body: await setRoutingPolicy({ req, input: await readBody({ req, schema: policyInputSchema }) }) }),
  }),
  endpoint({
    method: 'put',
    path: '/integrations/connection-order',
    handle: async (req) => {
      // First who asks: what a body should hold is nothing to tell a stranger.
      if ((await actorOf(req)).kind === 'anonymous') throw new PatchbayError('unauthenticated')
      return { body: await orderConnections({ req, input: await readBody({ req, schema: orderInputSchema }) }) }
    },
  }),
  endpoint({
    method: 'get',
    path: '/integrations/resolve',
    handle: async (req) => ({
      body: await explainResolution({
        req,
        account: parameter({ req, name: 'workspaceId' }) ?? parameter({ req, name: 'account' }),
        provider: parameter({ req, name: 'provider' }),
        connectionId: parameter({ req, name: 'connectionId' }),
      }),
    }),
  }),
  endpoint({
    method: 'get',
    path: '/integrations/usage',
    handle: async (req) => ({ body: await usageBySource({ req, account: parameter({ req, name: 'workspaceId' }) ?? parameter({ req, name: 'account' }), provider: parameter({ req, name: 'provider' }) }) }),
  }),
]
