import type { CallOutcome } from '../ports.ts'

/** An outcome that is told when both are known: how its answer ended, and whether the call went on with a renewed token. */
export type LateRecord = { record(outcome: CallOutcome): void; settle(facts: { isContinued: boolean }): void }

export function createLateRecord(tell: (outcome: CallOutcome) => void): LateRecord {
  let waiting: CallOutcome | null = null
  let known: { isContinued: boolean } | null = null
  return {
    record: (outcome) => {
      if (known === null) waiting = outcome
      else tell({ ...outcome, ...known })
    },
    settle: (facts) => {
      known = facts
      if (waiting !== null) tell({ ...waiting, ...facts })
      waiting = null
    },
  }
}
