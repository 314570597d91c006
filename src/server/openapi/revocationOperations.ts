import { revokeByTimeInputSchema } from '../revokeByTime.ts'
import { bodyOf } from './componentSchemas.ts'
import type { Operation } from './describeOperation.ts'
import { listOf, objectOf, ref, text } from './JsonSchema.ts'

const at = { path: '/api/revocations/{id}', tag: 'revocations' }
const run = ref('RevocationRun')

/** Revoking many credentials at once, and what became of them. */
export const revocationOperations: Operation[] = [
  { method: 'get', path: '/api/revocations', tag: 'revocations', id: 'listRevocations', summary: 'The newest 50 bulk revocations (platform admins)', answers: { 200: { description: 'Newest first.', schema: objectOf({ properties: { runs: listOf(run) } }) } } },
  {
    method: 'post', path: '/api/revocations', tag: 'revocations', id: 'revokeByTime', summary: 'Destroy the credentials of all connections made in a certain time (platform admins)',
    description: '`confirm` is `every account`. By account or by provider: POST …/{id}/revoke-credentials, which takes `from` and `until` as well.', body: bodyOf(revokeByTimeInputSchema), answers: { 201: { description: 'All of them are destroyed here; their providers are being told.', schema: run } },
  },
  { ...at, method: 'get', id: 'readRevocation', summary: 'How far a bulk revocation is (platform admins)', answers: { 200: { description: 'What the providers say by now.', schema: run } } },
  { ...at, path: `${at.path}/report`, method: 'get', id: 'reportRevocation', summary: 'What became of each credential of a bulk revocation (platform admins)', answers: { 200: { description: 'CSV.', content: { 'text/csv': { schema: text } } } } },
]
