import type { RowChange } from './diffRow.ts'

/** One state of a row: who made it, when, and what it changed. */
export type RowVersion = {
  id: string
  /** ISO 8601. */
  savedAt: string
  /** Null = the platform itself (seeding). */
  savedBy: string | null
  isCurrent: boolean
  /** Against the version before; null for the oldest that is kept. */
  changes: RowChange[] | null
  /** What putting it back would change of the row as it is now. */
  changesFromCurrent: RowChange[]
}
