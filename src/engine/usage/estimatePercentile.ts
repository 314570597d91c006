import { latencyBoundsMs } from './latencyBoundsMs.ts'

/**
 * The time, in milliseconds, within which that part (0 to 1) of the calls was answered, or null when there were none.
 * Within a class the calls are taken to be spread evenly; of the open last one only its lower end is known.
 */
export function estimatePercentile({ counts, part }: { counts: number[]; part: number }): number | null {
  const total = counts.reduce((sum, one) => sum + one, 0)
  if (total === 0) return null
  let rest = total * part
  for (const [place, count] of counts.entries()) {
    const [low, high] = [latencyBoundsMs[place - 1] ?? 0, latencyBoundsMs[place]]
    if (high === undefined) return low
    if (rest <= count) return Math.round(low + (high - low) * (rest / count))
    rest -= count
  }
  return latencyBoundsMs.at(-1) ?? null
}
