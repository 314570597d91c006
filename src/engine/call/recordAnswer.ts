import { EventEmitter } from 'node:events'
import type { OutboundResponse } from '../egress/Egress.ts'
import { type ErrorCode, isPatchbayError } from '../errors.ts'
import type { CallOutcome } from '../ports.ts'

type Watched = { response: OutboundResponse; outcome: Pick<CallOutcome, 'connectionId' | 'source' | 'isRefused' | 'attempts'>; startedAt: number; now: () => Date; record: (outcome: CallOutcome) => void }

/** Reports one answer once its body has ended, broken off or been given up. */
export function recordAnswer({ response, outcome, startedAt, now, record }: Watched): void {
  const { body } = response
  const latencyMs = now().getTime() - startedAt
  let responseBytes = 0
  // Straight from EventEmitter: a stream's own `on('data')` would start the flow before anybody reads, and lose bytes.
  EventEmitter.prototype.on.call(body, 'data', (chunk: Uint8Array) => {
    responseBytes += chunk.byteLength
  })
  body.on('close', () => {
    record({
      ...outcome,
      status: response.status,
      code: faultOf(body.errored),
      requestBytes: response.requestBytes ?? 0,
      responseBytes,
      latencyMs,
      durationMs: now().getTime() - startedAt,
      metered: null,
    })
  })
}

/** Given up by the reader is no fault of the call. */
const faultOf = (error: unknown): ErrorCode | null => (isPatchbayError(error) ? error.code : null)
