import { expect, it } from 'vitest'
import { fillBuckets } from './fillBuckets.ts'

it('has a place for each hour or day that was asked for, the last one begun included', () => {
  const of = (start: string, calls: number) => ({ start, calls })
  expect(fillBuckets({ from: '2026-01-01T22:00:00.000Z', to: '2026-01-02T01:30:00.000Z', interval: 'hour', buckets: [of('2026-01-01T23:00:00.000Z', 4), of('2026-01-02T01:00:00.000Z', 5)] })).toEqual([0, 4, 0, 5])
  expect(fillBuckets({ from: '2026-01-01T00:00:00.000Z', to: '2026-01-03T00:00:00.000Z', interval: 'day', buckets: [of('2026-01-02T00:00:00.000Z', 7)] })).toEqual([0, 7])
  expect(fillBuckets({ from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:10:00.000Z', interval: 'hour', buckets: [] })).toEqual([0])
})
