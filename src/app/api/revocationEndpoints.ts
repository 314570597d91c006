import type { Endpoint } from 'payload'
import { readBody } from '#src/server/readBody.ts'
import { requirePlatform } from '#src/server/requirePlatform.ts'
import { readRun, readRuns, reportRun } from '#src/server/revocationRuns.ts'
import { revokeByTime, revokeByTimeInputSchema } from '#src/server/revokeByTime.ts'
import { endpoint, routeId } from './endpoint.ts'

/** Revoking many at once, and how far that is. For the platform. */
export const revocationEndpoints: Endpoint[] = [
  endpoint({ method: 'get', path: '/revocations', handle: async (req) => ({ body: await readRuns({ req }) }) }),
  endpoint({
    method: 'post',
    path: '/revocations',
    handle: async (req) => {
      // First who asks: what a body should hold is nothing to tell a stranger.
      await requirePlatform({ req })
      return { status: 201, body: await revokeByTime({ req, input: await readBody({ req, schema: revokeByTimeInputSchema }) }) }
    },
  }),
  endpoint({ method: 'get', path: '/revocations/:id', handle: async (req) => ({ body: await readRun({ req, id: routeId(req) }) }) }),
  endpoint({ method: 'get', path: '/revocations/:id/report', handle: (req) => reportRun({ req, id: routeId(req) }) }),
]
