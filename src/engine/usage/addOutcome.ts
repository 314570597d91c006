import type { CallOutcome } from '../ports.ts'
import { classifyOutcome } from './classifyOutcome.ts'
import { latencyBoundsMs } from './latencyBoundsMs.ts'
import type { UsageCounts } from './UsageCounts.ts'

/** Counts one outcome, in place: this runs for each call. */
export function addOutcome({ counts, outcome }: { counts: UsageCounts; outcome: CallOutcome }): void {
  counts.attempts += outcome.attempts
  counts.requestBytes += outcome.requestBytes
  counts.responseBytes += outcome.responseBytes
  if (outcome.isContinued === true) return
  counts.calls += 1
  const error = classifyOutcome(outcome)
  if (error !== null) counts.errors[error] += 1
  // What was never sent took the provider no time.
  if (outcome.attempts > 0) {
    const place = latencyBoundsMs.findIndex((bound) => outcome.latencyMs <= bound)
    const slot = place === -1 ? latencyBoundsMs.length : place
    counts.latency[slot] = (counts.latency[slot] ?? 0) + 1
  }
  const { metered } = outcome
  if (metered === null) return
  counts.meteredCalls += 1
  counts.tokensIn += metered.tokensIn
  counts.tokensOut += metered.tokensOut
  counts.cost += metered.cost
}
