import type { CompiledProvider } from '../catalog/CompiledProvider.ts'
import type { CancelSignal } from '../egress/Cancellation.ts'
import type { Egress, OutboundRequest, OutboundResponse } from '../egress/Egress.ts'
import { isEgressFault } from '../egress/EgressFault.ts'
import { parseRetryAfter } from '../verify/parseRetryAfter.ts'

/** RFC 9110 section 9.2.2: sending these twice has the effect of sending them once. */
const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
const firstPauseMs = 100
const longestPauseMs = 2_000
/** A service that asks for more than this is not waited for: its own answer goes back, Retry-After included. */
const longestAskedPauseMs = 5_000

type Sending = {
  egress: Egress
  compiled: CompiledProvider
  outbound: OutboundRequest
  now: () => Date
  random: () => number
  /** Counts each request that goes out. */
  tally: { attempts: number }
}

/**
 * Sends one request with one credential, again after a network fault or a status the row names (429 excepted: that
 * concerns the credential, not the attempt), with jittered back-off. Only what is safe to repeat is repeated, and
 * nothing after the row's `timeoutSeconds`. A header timeout is not tried again: the caller has waited once already.
 *
 * @throws EgressFault of the last attempt, `signal.reason`
 */
export async function sendWithRetry({ egress, compiled, outbound, now, random, tally }: Sending): Promise<OutboundResponse> {
  const startedAt = now().getTime()
  const mayRepeat = isRepeatable(outbound)
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt >= compiled.retry.maxAttempts || now().getTime() - startedAt >= compiled.timeoutSeconds * 1000
    tally.attempts += 1
    let response: OutboundResponse
    try {
      response = await egress.send(outbound)
    } catch (fault) {
      if (isLast || !isEgressFault(fault) || !isPassing({ fault, mayRepeat })) throw fault
      await pause({ ms: backOffMs({ attempt, random }), signal: outbound.signal })
      continue
    }
    const isWorthRepeating = response.status !== 429 && compiled.retry.on.includes(response.status)
    if (isLast || !mayRepeat || !isWorthRepeating) return response
    const askedMs = (parseRetryAfter({ value: response.headers.find(([name]) => name === 'retry-after')?.[1], now: now() }) ?? 0) * 1000
    if (askedMs > longestAskedPauseMs) return response
    discard(response)
    await pause({ ms: Math.max(backOffMs({ attempt, random }), askedMs), signal: outbound.signal })
  }
}

const backOffMs = ({ attempt, random }: { attempt: number; random: () => number }): number => Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.5 + random() / 2)

/** @throws `signal.reason`, as soon as that is known */
function pause({ ms, signal }: { ms: number; signal: CancelSignal | undefined }): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const giveUp = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', giveUp)
      resolve()
    }, ms)
    signal?.addEventListener('abort', giveUp, { once: true })
  })
}

/** Ends an answer nobody will read. */
export function discard({ body }: { body: OutboundResponse['body'] | Buffer }): void {
  if (body instanceof Uint8Array) return
  body.on('error', () => {})
  body.destroy()
}

function isRepeatable({ method, headers, body }: OutboundRequest): boolean {
  const isReplayable = body === null || body instanceof Uint8Array
  return isReplayable && (idempotentMethods.has(method.toUpperCase()) || headers['idempotency-key'] !== undefined)
}

function isPassing({ fault, mayRepeat }: { fault: { code: string; wasSent: boolean }; mayRepeat: boolean }): boolean {
  if (fault.code === 'provider_timeout' || fault.code === 'provider_unreachable') return !fault.wasSent || (mayRepeat && fault.code === 'provider_unreachable')
  return fault.code === 'provider_error' && mayRepeat
}
