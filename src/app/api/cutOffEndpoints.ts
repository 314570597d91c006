import type { Endpoint } from 'payload'
import type { CutKind } from '#src/engine/connections/CutOff.ts'
import { cutOff, cutOffInputSchema, liftCutOff, readCutOff } from '#src/server/cutOffs.ts'
import { readBody } from '#src/server/readBody.ts'
import { requireCutTarget } from '#src/server/requireCutTarget.ts'
import { revokeAll, revokeAllInputSchema } from '#src/server/revokeAll.ts'
import { endpoint, routeId } from './endpoint.ts'

/** How the platform cuts a row of that kind off, lifts that, and revokes all there is. To stand in the collection of the kind. */
export function cutOffEndpoints(kind: CutKind): Endpoint[] {
  const path = '/:id/cut-off'
  const cuts = [
    endpoint({ method: 'get', path, handle: async (req) => ({ body: await readCutOff({ req, kind, id: routeId(req) }) }) }),
    endpoint({
      method: 'post',
      path,
      handle: async (req) => {
        // First who asks: what a body should hold is nothing to tell a stranger.
        await requireCutTarget({ req, kind, id: routeId(req) })
        const { reason } = await readBody({ req, schema: cutOffInputSchema })
        return { body: await cutOff({ req, kind, id: routeId(req), reason }) }
      },
    }),
    endpoint({ method: 'delete', path, handle: async (req) => ({ body: await liftCutOff({ req, kind, id: routeId(req) }) }) }),
  ]
  if (kind === 'connection') return cuts
  return [
    ...cuts,
    endpoint({
      method: 'post',
      path: '/:id/revoke-credentials',
      handle: async (req) => {
        await requireCutTarget({ req, kind, id: routeId(req) })
        const input = await readBody({ req, schema: revokeAllInputSchema })
        return { body: await revokeAll({ req, kind, id: routeId(req), input }) }
      },
    }),
  ]
}
