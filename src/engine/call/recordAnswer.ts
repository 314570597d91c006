import { EventEmitter } from 'node:events'
import type { OutboundResponse } from '../egress/Egress.ts'
import { type ErrorCode, isPatchbayError } from '../errors.ts'
import type { CredentialSource } from '../ports.ts'
import type { MeteredFacts } from '../usage/MeteredFacts.ts'
import type { UsagePointers } from '../usage/UsagePointers.ts'
import type { CallContext, CallPorts } from './CallPorts.ts'
import type { LateRecord } from './createLateRecord.ts'
import { meterAnswer } from './meterAnswer.ts'

/** One credential's part in a call. */
export type CallPart = {
  source: CredentialSource
  connectionId: string | null
  /** Milliseconds since 1970. */
  startedAt: number
  /** Requests that others sent before it. */
  attemptsBefore: number
  context: CallContext
}

type Answered = { response: OutboundResponse; isRefused: boolean; part: CallPart; attempts: number; /** Where the answer says what it took. */ usage: UsagePointers | undefined; ports: Pick<CallPorts, 'record' | 'now' | 'expectRecord'>; /** Of a refusal. */ late?: LateRecord | null }

/** Reports one answer once its body is here whole, has ended, broken off or been given up. */
export function recordAnswer({ response, isRefused, part, attempts, usage, ports, late = null }: Answered): void {
  const { source, connectionId, startedAt, context } = part
  const latencyMs = ports.now().getTime() - startedAt
  const meter = meterAnswer({ response, usage })
  const report = ({ responseBytes, code }: { responseBytes: number; code: ErrorCode | null }): void => {
    const durationMs = ports.now().getTime() - startedAt
    const requestBytes = response.requestBytes ?? 0
    const told = (metered: MeteredFacts | null): void => {
      const outcome = { connectionId, source, status: response.status, code, isRefused, attempts, requestBytes, responseBytes, latencyMs, durationMs, metered }
      if (late === null) ports.record(outcome, context)
      else late.record(outcome)
    }
    if (meter === null) return told(null)
    const done = ports.expectRecord?.()
    meter.end((metered) => {
      told(metered)
      done?.()
    })
  }
  const { whole } = response
  if (whole) {
    meter?.feed(whole)
    return report({ responseBytes: whole.byteLength, code: null })
  }
  const { body } = response
  let responseBytes = 0
  // Straight from EventEmitter: a stream's own `on('data')` would start the flow before anybody reads, and lose bytes.
  EventEmitter.prototype.on.call(body, 'data', (chunk: Buffer) => {
    responseBytes += chunk.byteLength
    meter?.feed(chunk)
  })
  body.on('close', () => report({ responseBytes, code: faultOf(body.errored) }))
}

/** Given up by the reader is no fault of the call. */
const faultOf = (error: unknown): ErrorCode | null => (isPatchbayError(error) ? error.code : null)
