import { usageErrors, type UsageCounts } from './UsageCounts.ts'

/** Sets all counts to zero, in place, so that they can be used for something else. */
export function clearUsage(counts: UsageCounts): void {
  counts.calls = 0
  counts.handedOut = 0
  counts.attempts = 0
  counts.passedOver = 0
  for (const error of usageErrors) counts.errors[error] = 0
  counts.requestBytes = 0
  counts.responseBytes = 0
  counts.latency.fill(0)
  counts.meteredCalls = 0
  counts.tokensIn = 0
  counts.tokensOut = 0
  counts.cost = 0
}
