import { emptyUsage } from './emptyUsage.ts'
import { type UsageCounts, usageErrors } from './UsageCounts.ts'

/** All of them together. */
export function addUsage(all: UsageCounts[]): UsageCounts {
  const sum = emptyUsage()
  for (const one of all) {
    for (const name of ['calls', 'handedOut', 'attempts', 'passedOver', 'requestBytes', 'responseBytes', 'meteredCalls', 'tokensIn', 'tokensOut', 'cost'] as const) sum[name] += one[name]
    for (const name of usageErrors) sum.errors[name] += one.errors[name]
    sum.latency = sum.latency.map((count, place) => count + (one.latency[place] ?? 0))
  }
  return sum
}
