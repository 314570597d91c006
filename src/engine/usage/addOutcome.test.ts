import { expect, it } from 'vitest'
import type { CallOutcome } from '../ports.ts'
import { addOutcome } from './addOutcome.ts'
import { emptyUsage } from './emptyUsage.ts'
import type { UsageError } from './UsageCounts.ts'

const outcome = (rest: Partial<CallOutcome>): CallOutcome => ({ connectionId: 'c', source: 'byo', status: 200, code: null, isRefused: false, attempts: 1, requestBytes: 0, responseBytes: 0, latencyMs: 7, durationMs: 9, metered: null, ...rest })
const count = (...outcomes: Partial<CallOutcome>[]) => {
  const counts = emptyUsage()
  for (const one of outcomes) addOutcome({ counts, outcome: outcome(one) })
  return counts
}

it.each<[UsageError | 'none', Partial<CallOutcome>]>([
  ['none', {}],
  ['none', { status: 304 }],
  ['refused', { status: 401, isRefused: true }],
  ['refused', { status: 403, isRefused: true }],
  ['clientErrors', { status: 403 }],
  ['rateLimited', { status: 429 }],
  ['serverErrors', { status: 503 }],
  ['unreachable', { status: null, code: 'provider_unreachable' }],
  ['timeouts', { status: null, code: 'provider_timeout' }],
  ['timeouts', { code: 'provider_timeout' }],
  ['brokenOff', { code: 'provider_error' }],
  ['brokenOff', { code: 'provider_unreachable' }],
  ['notSent', { status: null, code: 'host_consent_required', attempts: 0 }],
  ['givenUp', { status: null }],
])('%s: %o', (error, one) => {
  const { errors, calls } = count(one)
  expect([calls, Object.entries(errors).filter(([, n]) => n > 0)]).toEqual([1, error === 'none' ? [] : [[error, 1]]])
})

it('counts a call that went on with a renewed token once, with the tries and bytes of both', () => {
  const counts = count({ status: 401, isRefused: true, isContinued: true, requestBytes: 3, responseBytes: 5 }, { requestBytes: 3, responseBytes: 7 })
  expect(counts).toMatchObject({ calls: 1, attempts: 2, requestBytes: 6, responseBytes: 12 })
  expect([Object.values(counts.errors).reduce((sum, one) => sum + one, 0), counts.latency.reduce((sum, one) => sum + one, 0)]).toEqual([0, 1])
})

it('adds up bytes, tries, times of what was sent, and what answers say they took', () => {
  const counts = count({ attempts: 3, requestBytes: 10, responseBytes: 20, latencyMs: 5, metered: { tokensIn: 1, tokensOut: 2, cost: 0.5 } }, { attempts: 0, status: null, code: 'internal', latencyMs: 0 }, { latencyMs: 999_999, metered: { tokensIn: 1, tokensOut: 0, cost: 0 } })
  expect(counts).toMatchObject({ calls: 3, attempts: 4, requestBytes: 10, responseBytes: 20, meteredCalls: 2, tokensIn: 2, tokensOut: 2, cost: 0.5 })
  expect([counts.latency[0], counts.latency.at(-1), counts.latency.reduce((sum, one) => sum + one, 0)]).toEqual([1, 1, 2])
})
