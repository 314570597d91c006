import { expect, it } from 'vitest'
import { fillBuckets } from './fillBuckets.ts'
import { nameBuckets } from './nameBuckets.ts'

it('names each day as it is counted, the one that has not begun left out', () => {
  expect(nameBuckets({ from: '2026-11-17T23:30:00Z', to: '2026-11-20T00:10:00Z', interval: 'day' })).toEqual(['17 Nov', '18 Nov', '19 Nov', '20 Nov'])
  expect(nameBuckets({ from: '2026-11-17T00:00:00Z', to: '2026-11-20T00:00:00Z', interval: 'day' })).toEqual(['17 Nov', '18 Nov', '19 Nov'])
})

it('names hours by the clock of whoever reads, one for each bar', () => {
  const local = (iso: string): string => new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  const period = { from: '2026-11-19T17:20:00Z', to: '2026-11-20T16:20:00Z', interval: 'hour' } as const
  const names = nameBuckets(period)
  expect([names[0], names.at(-1), names.length]).toEqual([local('2026-11-19T17:00:00Z'), local('2026-11-20T16:00:00Z'), fillBuckets({ ...period, buckets: [] }).length])
})
