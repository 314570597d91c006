import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { sayWhoDeactivated } from '#src/engine/connections/Deactivation.ts'
import { isRenewable } from '#src/engine/connections/isRenewable.ts'
import { type ErrorCode, PatchbayError } from '#src/engine/errors.ts'
import { judgeConnection } from './judgeConnection.ts'
import { limitChanges } from './limitChanges.ts'
import { refreshConnection } from './refreshConnection.ts'
import type { RefreshResult } from './RefreshResult.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { requireConnection } from './requireConnection.ts'
import { traceOf } from './stores/traceOf.ts'
import { viewConnection } from './viewConnection.ts'

export type RefreshAnswer = { outcome: RefreshResult['outcome']; code?: ErrorCode; message: string; note?: string; retryAfterSeconds?: number }

/**
 * Fetches a new access token because somebody asked, also for a connection that needs attention: one that gets its token
 * is tested then. The answer is 200 also when the provider refuses.
 * @throws PatchbayError `connection_disconnected`, `connection_revoked`, `connection_inactive`, `connection_blocked`,
 *   `invalid_transition` for a credential that is not renewed, …
 */
export async function refreshByHand({ req, id }: { req: PayloadRequest; id: string }): Promise<{ connection: ConnectionView; result: RefreshAnswer }> {
  const { record, provider } = await requireConnection({ req, id, need: 'change' })
  const { compiled } = provider
  const actor = await actorOf(req)
  await limitChanges({ actor, account: record.account })
  await refuseBlocked({ req, account: record.account, compiled, connection: record })
  if (record.status === 'inactive') throw new PatchbayError('connection_inactive', { message: sayWhoDeactivated({ name: record.displayName, deactivation: record.deactivation }) })
  if (record.status === 'revoked') throw new PatchbayError('connection_revoked')
  if (record.sealed === null) throw new PatchbayError('connection_disconnected')
  if (!isRenewable({ compiled, key: record.authMethod })) throw new PatchbayError('invalid_transition', { message: 'What this connection holds is not renewed at its provider.', hint: 'Replace the key, or reconnect, in Settings → Integrations.' })

  const refreshed = await refreshConnection({ connectionId: id, reason: 'by_hand', actor, trace: traceOf(req) })
  if (refreshed.outcome === 'refreshed' && refreshed.record.status === 'pending') await judgeConnection({ record: refreshed.record, provider, actor, trace: traceOf(req) })
  return { connection: await viewConnection({ req, id }), result: answerOf({ refreshed, name: compiled.name }) }
}

function answerOf({ refreshed, name }: { refreshed: RefreshResult; name: string }): RefreshAnswer {
  if (!('fault' in refreshed)) return { outcome: refreshed.outcome, message: refreshed.outcome === 'refreshed' ? `${name} gave a new access token.` : 'There was nothing to renew.' }
  const { code, message, note, retryAfterSeconds } = refreshed.fault
  return { outcome: refreshed.outcome, code, message, ...(note === undefined ? {} : { note }), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) }
}
