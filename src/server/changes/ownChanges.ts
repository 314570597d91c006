import { readChangeNotes } from './ChangeNote.ts'
import type { Changes } from './createChanges.ts'

// Next bundles this file a second time in the same process; globalThis is what both copies share.
const shared = globalThis as { __patchbayChanges?: Changes }

/** Which of this process's caches hears of what this process commits. */
export const setOwnChanges = (changes: Changes | undefined): void => void (shared.__patchbayChanges = changes)

/** The changes a transaction has noted so far, asked inside it; the triggers keep the list in a setting that ends with it. */
export const notedChanges = `select current_setting('patchbay.changes', true) as changes`

/**
 * Forgets at once what this process has just committed, before anybody is told that it is done: the note that goes to
 * all processes takes a moment longer. `unknown`: it may have been committed, and nobody can say.
 */
export function applyOwnChanges(answer: 'unknown' | { rows: unknown[] } | undefined): void {
  const changes = shared.__patchbayChanges
  if (changes === undefined) return
  if (answer === 'unknown' || answer === undefined) return changes.apply(null)
  const text = (answer.rows[0] as { changes?: string | null } | undefined)?.changes
  if (text != null && text !== '') changes.apply(readChangeNotes(text))
}
