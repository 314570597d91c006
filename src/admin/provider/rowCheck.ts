import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { RowProblem } from '#src/engine/catalog/RowProblem.ts'

/** What the server said of the row as it stands in the form. */
export type RowCheck = {
  state: 'waiting' | 'checking' | 'done' | 'failed'
  problems: RowProblem[]
  /** How the Marketplace would show it; null while too little is known. */
  provider: ProviderDetail | null
  /** A brand icon of the provider's name, where none is chosen. */
  iconSuggestion: string | null
}

export const emptyRowCheck: RowCheck = { state: 'waiting', problems: [], provider: null, iconSuggestion: null }

let current = emptyRowCheck
const listeners = new Set<() => void>()

/** Payload's form has no place for a context of ours, and shows one provider at a time. */
export const rowCheck = {
  read: (): RowCheck => current,
  write(next: RowCheck): void {
    current = next
    for (const listener of listeners) listener()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
