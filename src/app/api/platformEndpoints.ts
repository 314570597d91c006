import type { Endpoint } from 'payload'
import { checkHealth } from '#src/server/checkHealth.ts'
import { openApiDocument } from '#src/server/openApiDocument.ts'
import { endpoint } from './endpoint.ts'
import { revocationEndpoints } from './revocationEndpoints.ts'

export const platformEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/health',
    handle: async () => {
      const health = await checkHealth()
      return { status: health.status === 'ok' ? 200 : 503, body: health }
    },
  }),
  ...revocationEndpoints,
  endpoint({ method: 'get', path: '/openapi.json', handle: async (req) => ({ body: openApiDocument({ config: req.payload.config }) }) }),
]
