import { EventEmitter } from 'node:events'
import type { OutboundResponse } from '../egress/Egress.ts'
import { type ErrorCode, isPatchbayError } from '../errors.ts'
import type { CallOutcome } from '../ports.ts'
import type { UsagePointers } from '../usage/UsagePointers.ts'
import { meterAnswer } from './meterAnswer.ts'

type Watched = { response: OutboundResponse; outcome: Pick<CallOutcome, 'connectionId' | 'source' | 'isRefused' | 'attempts'>; startedAt: number; now: () => Date; /** Where the answer says what it took. */ usage: UsagePointers | undefined; record: (outcome: CallOutcome) => void }

/** Reports one answer once its body has ended, broken off or been given up. */
export function recordAnswer({ response, outcome, startedAt, now, usage, record }: Watched): void {
  const { body } = response
  const latencyMs = now().getTime() - startedAt
  const meter = meterAnswer({ response, usage })
  let responseBytes = 0
  // Straight from EventEmitter: a stream's own `on('data')` would start the flow before anybody reads, and lose bytes.
  EventEmitter.prototype.on.call(body, 'data', (chunk: Buffer) => {
    responseBytes += chunk.byteLength
    meter?.feed(chunk)
  })
  body.on('close', () => {
    const ended = {
      ...outcome,
      status: response.status,
      code: faultOf(body.errored),
      requestBytes: response.requestBytes ?? 0,
      responseBytes,
      latencyMs,
      durationMs: now().getTime() - startedAt,
    }
    if (meter === null) record({ ...ended, metered: null })
    else meter.end((metered) => record({ ...ended, metered }))
  })
}

/** Given up by the reader is no fault of the call. */
const faultOf = (error: unknown): ErrorCode | null => (isPatchbayError(error) ? error.code : null)
