import { expect, it } from 'vitest'
import { emptyUsage } from './emptyUsage.ts'
import { estimatePercentile } from './estimatePercentile.ts'
import { latencyBoundsMs } from './latencyBoundsMs.ts'

const of = (...places: number[]): number[] => emptyUsage().latency.map((_, place) => places.filter((one) => one === place).length)
const place = (ms: number): number => latencyBoundsMs.indexOf(ms)

it('lies within the class that holds it, and is null for none', () => {
  expect(estimatePercentile({ counts: of(), part: 0.5 })).toBeNull()
  // One call between 100 and 250 ms.
  expect(estimatePercentile({ counts: of(place(250)), part: 0.5 })).toBe(175)
  // Nine quick ones and a slow one.
  const counts = of(...Array.from({ length: 9 }, () => 0), place(10_000))
  expect(estimatePercentile({ counts, part: 0.5 })).toBe(3)
  expect(estimatePercentile({ counts, part: 0.9 })).toBe(5)
  expect(estimatePercentile({ counts, part: 0.95 })).toBe(7_500)
})

it('of what is slower than all classes only says that much', () => {
  expect(estimatePercentile({ counts: of(latencyBoundsMs.length), part: 0.5 })).toBe(60_000)
})
