import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import type { ConnectionView, TestResult } from '#src/engine/connections/ConnectionView.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { hasTest } from '#src/engine/verify/testCredential.ts'
import { changeState } from './changeState.ts'
import { judgeConnection } from './judgeConnection.ts'
import { limitChanges } from './limitChanges.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { requireConnection } from './requireConnection.ts'
import { setPlatformBlock } from './setPlatformBlock.ts'
import { traceOf } from './stores/traceOf.ts'
import { viewConnection } from './viewConnection.ts'

/**
 * Serves again, as what the test says; unverified when the test cannot be told or there is none. By the platform it
 * lifts the platform's cut, and nothing else.
 */
export async function reactivateConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<{ connection: ConnectionView; result: TestResult | null }> {
  const cut = await requireConnection({ req, id, need: 'cut_off' })
  if (cut.record.blockedBy !== null && isPlatformActor(await actorOf(req))) return setPlatformBlock({ req, id, isBlocked: false })
  const before = await requireConnection({ req, id, need: 'change' })
  await limitChanges({ actor: await actorOf(req), account: before.record.account })
  await refuseBlocked({ req, account: before.record.account, compiled: before.provider.compiled, connection: before.record })
  // Before anything is written: a method the row no longer has cannot be tested.
  findAuthMethod({ compiled: before.provider.compiled, key: before.record.authMethod })
  await changeState({ req, id, need: 'change', event: 'reactivate', action: 'connection.reactivated', data: () => ({ statusReason: null, statusNote: null, deactivation: null }) })
  const { record, provider } = await requireConnection({ req, id, need: 'change' })
  const method = findAuthMethod({ compiled: provider.compiled, key: record.authMethod })
  const result = hasTest({ compiled: provider.compiled, method }) ? await judgeConnection({ record, provider, actor: await actorOf(req), trace: traceOf(req) }) : null
  return { connection: await viewConnection({ req, id }), result }
}
