import { createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { PatchbayError } from '../errors.ts'
import type { WrappedDataKey } from '../ports.ts'
import type { Keyring } from './Keyring.ts'

/** Makes data keys (one per account) and keeps unwrapped ones for a short while, so that opening does not unwrap each time. */
export type DataKeys = {
  /** A new random data key of an owner (account id, or `platform`), wrapped under the current key. */
  create(owner: string): WrappedDataKey
  /** The 32 bytes, as a copy of the caller's own: overwrite it (`fill(0)`) after use. Errors: those of `Keyring.unwrap`. */
  plain(key: WrappedDataKey): Buffer
  /**
   * The same key for opening many credentials, as the crypto library holds it: made once, since one for each opening would
   * leave as many copies for the collector. What was evicted is not given out again; the library overwrites its own copy
   * when the last call that holds it is through and it is collected. Errors: those of `Keyring.unwrap`.
   */
  opener(key: WrappedDataKey): KeyObject
  /** Forgets one key at once, e.g. because it was wrapped anew. */
  evict(id: string): void
  /** Forgets one key at once and for good: whoever has read its row before and comes to use it now gets `connection_revoked`. */
  destroy(id: string): void
  isDestroyed(id: string): boolean
  clear(): void
  /** Some keys may have been destroyed, and nobody can say which: none is kept until all that was read before has been used. */
  doubt(): void
  /** The same data key under the current key-encryption key; unchanged when it already is. Errors: those of `Keyring.unwrap`. */
  rewrap(key: WrappedDataKey): WrappedDataKey
}

type Options = {
  keyring: Keyring
  ttlMs?: number
  max?: number
  /** How long what was read before a doubt may be under way. */
  doubtMs?: number
  /** Milliseconds on any steady clock. */
  now?: () => number
}

/** So many destroyed keys are remembered; what was read before the oldest of them was destroyed is long used. */
const maxDestroyed = 10_000

export function createDataKeys(options: Options): DataKeys {
  return new CachedDataKeys(options)
}

type Entry = { key: WrappedDataKey; plain: Buffer; opener: KeyObject | null; unwrappedAt: number; isKept: boolean; /** Asked for since it was last looked at for room. */ isUsed: boolean }

class CachedDataKeys implements DataKeys {
  readonly #keyring: Keyring
  readonly #ttlMs: number
  readonly #max: number
  readonly #now: () => number
  /** Oldest first; what was asked for meanwhile gets a second round, since moving it each time would cost each call. */
  readonly #entries = new Map<string, Entry>()
  /** Oldest first. */
  readonly #destroyed = new Set<string>()
  readonly #doubtMs: number
  #doubtedUntil = -Infinity
  #sweptAt: number

  constructor({ keyring, ttlMs = 300_000, max = 20_000, doubtMs = 30_000, now = () => performance.now() }: Options) {
    this.#keyring = keyring
    this.#ttlMs = ttlMs
    this.#max = Math.max(1, max)
    this.#doubtMs = doubtMs
    this.#now = now
    this.#sweptAt = now()
  }

  create(owner: string): WrappedDataKey {
    const id = randomUUID()
    const dataKey = randomBytes(32)
    try {
      return { id, owner, ...this.#keyring.wrap({ dataKey, id, owner }) }
    } finally {
      dataKey.fill(0)
    }
  }

  plain(key: WrappedDataKey): Buffer {
    // A copy: eviction overwrites the cached bytes, and sealing with a key of zeros would be silent.
    const entry = this.#entryOf(key)
    const copy = Buffer.from(entry.plain)
    if (!entry.isKept) entry.plain.fill(0)
    return copy
  }

  opener(key: WrappedDataKey): KeyObject {
    const entry = this.#entryOf(key)
    entry.opener ??= createSecretKey(entry.plain)
    if (!entry.isKept) entry.plain.fill(0)
    return entry.opener
  }

  #entryOf(key: WrappedDataKey): Entry {
    if (this.#destroyed.has(key.id)) throw new PatchbayError('connection_revoked', { cause: 'its data key was destroyed' })
    const now = this.#now()
    this.#sweep(now)
    const entry = this.#entries.get(key.id)
    if (entry && isSame(entry.key, key) && now - entry.unwrappedAt < this.#ttlMs) {
      entry.isUsed = true
      // The one that others hold too, so that its texts are there once; nobody can alter it.
      if (entry.key !== key && Object.isFrozen(key)) entry.key = key
      return entry
    }
    const plain = this.#keyring.unwrap(key)
    this.evict(key.id)
    const made: Entry = { key: Object.isFrozen(key) ? key : { ...key }, plain, opener: null, unwrappedAt: now, isKept: now >= this.#doubtedUntil, isUsed: false }
    if (!made.isKept) return made
    // Before it is put in: what was just made must not be the one to go.
    if (this.#entries.size >= this.#max) this.#makeRoom()
    this.#entries.set(key.id, made)
    return made
  }

  #makeRoom(): void {
    for (const [id, entry] of this.#entries) {
      if (!entry.isUsed) return this.evict(id)
      entry.isUsed = false
      this.#entries.delete(id)
      this.#entries.set(id, entry)
    }
  }

  evict(id: string): void {
    this.#entries.get(id)?.plain.fill(0)
    this.#entries.delete(id)
  }

  destroy(id: string): void {
    this.evict(id)
    this.#destroyed.delete(id)
    this.#destroyed.add(id)
    if (this.#destroyed.size > maxDestroyed) this.#destroyed.delete(this.#destroyed.values().next().value!)
  }

  isDestroyed(id: string): boolean {
    return this.#destroyed.has(id)
  }

  doubt(): void {
    this.clear()
    this.#doubtedUntil = this.#now() + this.#doubtMs
  }

  clear(): void {
    for (const id of this.#entries.keys()) this.evict(id)
  }

  rewrap(key: WrappedDataKey): WrappedDataKey {
    if (key.kekId === this.#keyring.currentId) return key
    const { id, owner } = key
    const dataKey = this.#keyring.unwrap(key)
    try {
      return { id, owner, ...this.#keyring.wrap({ dataKey, id, owner }) }
    } finally {
      dataKey.fill(0)
    }
  }

  /** Keys that nobody asks for any more must not stay in memory until the cache is full. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < this.#ttlMs) return
    this.#sweptAt = now
    for (const [id, entry] of this.#entries) if (now - entry.unwrappedAt >= this.#ttlMs) this.evict(id)
  }

  toString(): string {
    return '[redacted]'
  }

  toJSON(): string {
    return '[redacted]'
  }

  [inspect.custom](): string {
    return '[redacted]'
  }
}

/** The whole row is compared: a row altered in the database must meet the keyring's check, not yesterday's cache entry. */
const isSame = (a: WrappedDataKey, b: WrappedDataKey): boolean => a === b || (a.owner === b.owner && a.kekId === b.kekId && a.wrapped === b.wrapped)
