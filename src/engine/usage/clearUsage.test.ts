import { expect, it } from 'vitest'
import { addOutcome } from './addOutcome.ts'
import { clearUsage } from './clearUsage.ts'
import { emptyUsage } from './emptyUsage.ts'
import { usageErrors } from './UsageCounts.ts'

it('leaves nothing of what was counted', () => {
  const counts = emptyUsage()
  const outcome = { source: 'byo' as const, connectionId: 'c', status: 500, code: null, isRefused: false, attempts: 2, requestBytes: 3, responseBytes: 4, latencyMs: 7, durationMs: 8, metered: { tokensIn: 1, tokensOut: 2, cost: 0.5 } }
  addOutcome({ counts, outcome })
  for (const error of usageErrors) counts.errors[error] += 1
  counts.handedOut += 1
  counts.passedOver += 1
  expect(Object.values(counts).filter((count) => count === 0)).toEqual([])
  clearUsage(counts)
  expect(counts).toEqual(emptyUsage())
})
