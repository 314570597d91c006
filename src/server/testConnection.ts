import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { sayWhoDeactivated } from '#src/engine/connections/Deactivation.ts'
import type { ConnectionView, TestResult } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { limitChanges } from './limitChanges.ts'
import { requireConnection } from './requireConnection.ts'
import { judgeConnection } from './judgeConnection.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { traceOf } from './stores/traceOf.ts'
import { viewConnection } from './viewConnection.ts'

/**
 * Tests a stored connection and writes down what it said. The answer is 200 also when the test is refused.
 * @throws PatchbayError `connection_disconnected`, `connection_revoked`, `connection_inactive`, `connection_blocked`, …
 */
export async function testConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<{ connection: ConnectionView; result: TestResult }> {
  const found = await requireConnection({ req, id, need: 'change' })
  const { record } = found
  const actor = await actorOf(req)
  await limitChanges({ actor, account: record.account })
  await refuseBlocked({ req, account: record.account, compiled: found.provider.compiled, connection: record })
  if (record.status === 'inactive') throw new PatchbayError('connection_inactive', { message: sayWhoDeactivated({ name: record.displayName, deactivation: record.deactivation }) })
  if (record.status === 'revoked') throw new PatchbayError('connection_revoked')
  if (record.sealed === null) throw new PatchbayError('connection_disconnected')
  findAuthMethod({ compiled: found.provider.compiled, key: record.authMethod })
  const result = await judgeConnection({ record, provider: found.provider, actor, trace: traceOf(req) })
  return { connection: await viewConnection({ req, id }), result }
}
