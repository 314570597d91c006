import type { Pool } from 'pg'
import type { DataKeys } from '#src/engine/vault/DataKeys.ts'
import { readChangeNotes, tagsOf, type ChangeNote } from './ChangeNote.ts'
import { listenForChanges } from './listenForChanges.ts'
import { createTaggedCache, type TaggedCache } from './TaggedCache.ts'

/** What this process remembers of the rows that calls read (sealed, as stored), and how it hears that they changed. */
export type Changes = {
  cache: TaggedCache<unknown>
  /** Begins to listen, at the first question; before that nothing is remembered. */
  start(): void
  /** Whether the cache may be asked: everything committed until a few seconds ago has been heard. */
  isFresh(): boolean
  /** Settles once everything committed before now has been heard. */
  catchUp(): Promise<void>
  /** Forgets what the notes name; null: everything. */
  apply(notes: readonly ChangeNote[] | null): void
  close(): void
}

type Options = { url: string; pool: Pick<Pool, 'query'>; dataKeys: DataKeys; beatEveryMs?: number; freshForMs?: number; proveEveryMs?: number }

export function createChanges({ url, pool, dataKeys, ...times }: Options): Changes {
  const cache = createTaggedCache<unknown>()
  let hasListened = false
  const forget = (): void => {
    cache.clear()
    // What a process opened before it first listened, it has read anew since.
    if (hasListened) dataKeys.doubt()
    else dataKeys.clear()
    hasListened = true
  }
  const apply = (notes: readonly ChangeNote[] | null): void => {
    for (const note of notes ?? [{ table: '*' }]) {
      const named = tagsOf(note)
      if (note.table === 'data_keys' && note.id != null) dataKeys[note.gone === true ? 'destroy' : 'evict'](note.id)
      if (named === null) cache.clear()
      else for (const tag of named) cache.evict(tag)
      if (note.table === '*') dataKeys.doubt()
    }
  }
  const listener = listenForChanges({ url, pool, onNote: (text) => apply(readChangeNotes(`[${text}]`)), onReset: forget, ...times })
  return {
    cache,
    start: () => listener.start(),
    isFresh: () => listener.isFresh(),
    catchUp: () => listener.catchUp(),
    apply,
    close: () => listener.close(),
  }
}
