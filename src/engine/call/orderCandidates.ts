import type { Candidate, Choice } from '../routing/chooseCredential.ts'
import type { CallMemory } from './CallMemory.ts'

type Order = { ready: Candidate[]; /** Those that cool after a 429. */ cooling: Candidate[]; /** Shortest wait of those that are cooling after a 429; null = none is. */ shortestWaitMs: number | null }

/** Who is asked first: the account's order, or each in its turn; whoever cools after a 429 is left out until its time. */
export function orderCandidates({ choice, memory, turnKey, now }: { choice: Choice; memory: CallMemory; turnKey: string; now: Date }): Order {
  const { candidates } = choice
  const takesTurns = choice.distribution === 'round_robin' && candidates.length > 1
  const first = takesTurns ? memory.takeTurn(turnKey) % candidates.length : 0
  const ready: Candidate[] = []
  const cooling: Candidate[] = []
  let shortestWaitMs: number | null = null
  for (const candidate of [...candidates.slice(first), ...candidates.slice(0, first)]) {
    const waitMs = memory.coolingMs(candidate, now)
    if (waitMs === 0) ready.push(candidate)
    else {
      cooling.push(candidate)
      shortestWaitMs = Math.min(waitMs, shortestWaitMs ?? waitMs)
    }
  }
  return { ready, cooling, shortestWaitMs }
}
