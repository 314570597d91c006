import type { Endpoint } from 'payload'
import { exportAudit } from '#src/server/exportAudit.ts'
import { endpoint } from './endpoint.ts'

export const auditEndpoints: Endpoint[] = [endpoint({ method: 'get', path: '/export', handle: (req) => exportAudit({ req }) })]
