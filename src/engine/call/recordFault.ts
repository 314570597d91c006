import { isPatchbayError } from '../errors.ts'
import type { CallPorts } from './CallPorts.ts'
import type { CallPart } from './recordAnswer.ts'

type Failed = { fault: unknown; part: CallPart; attempts: number; ports: Pick<CallPorts, 'record' | 'now'> }

/** Reports a credential's part in a call that got no answer. */
export function recordFault({ fault, part: { source, connectionId, startedAt, context }, attempts, ports }: Failed): void {
  const durationMs = ports.now().getTime() - startedAt
  const code = isPatchbayError(fault) ? fault.code : null
  ports.record({ connectionId, source, status: null, code, isRefused: false, attempts, requestBytes: 0, responseBytes: 0, latencyMs: durationMs, durationMs, metered: null }, context)
}
