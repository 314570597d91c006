import { needsToken } from '../connections/needsToken.ts'
import type { Candidate } from '../routing/chooseCredential.ts'
import type { ConnectionRecord } from '../ports.ts'
import type { CallPorts } from './CallPorts.ts'

/**
 * The candidate with an access token that still serves: fetched before the old one ends, so that no call has to fail
 * first. Null when its provider refuses to renew it, and the next one should be asked. Costs nothing while none is due.
 * @throws PatchbayError when the old token has ended and a new one is not to be had right now
 */
export function freshenCandidate({ ports, candidate, readAt }: { ports: Pick<CallPorts, 'renew'>; candidate: Candidate; readAt: Date }): Candidate | Promise<Candidate | null> {
  if (candidate.source === 'built_in') return candidate
  const need = needsToken({ tokens: candidate.connection.tokens, now: readAt })
  return need === null ? candidate : renew({ ports, connection: candidate.connection, need })
}

async function renew({ ports, connection, need }: { ports: Pick<CallPorts, 'renew'>; connection: ConnectionRecord; need: 'soon' | 'now' }): Promise<Candidate | null> {
  const renewal = await ports.renew(connection, 'expiry')
  if (renewal.outcome === 'ready') return { source: 'byo', connection: renewal.connection }
  if (renewal.outcome === 'refused') return null
  if (need === 'now') throw renewal.fault
  return { source: 'byo', connection }
}
