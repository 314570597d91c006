/** A bounded memory of answers, each forgotten as soon as one of the things it depends on is named. */
export type TaggedCache<Value> = {
  /** Null when it is not known (any more). */
  get(key: string): Kept<Value> | null
  /** Before a question is sent: what is forgotten from here on, its answer must not bring back. */
  begin(): Flight
  /** Keeps an answer, unless something it depends on was named while it was under way. */
  put(answer: { flight: Flight; key: string; tags: readonly string[]; value: Value; bytes: number }): void
  evict(tag: string): void
  clear(): void
  /** Whether anything at all was forgotten since. */
  isUndisturbed(flight: Flight): boolean
  /** Now, for whoever watches. */
  readonly size: number
  readonly bytes: number
}

/** `sentAt`: when its question was sent, in milliseconds of the steady clock. */
export type Kept<Value> = { readonly value: Value; readonly sentAt: number }
/** `keptUntil`: of all its answers, so that what was read together is read again together. */
export type Flight = { readonly order: number; readonly sentAt: number; readonly keptUntil: number }

type Entry<Value> = Kept<Value> & { keptUntil: number; tags: readonly string[]; bytes: number; /** Asked for since it was last looked at for room. */ isUsed: boolean }

type Options = {
  /** At most, from the moment the question was sent; at least five sixths of it: what came in one second must not end in one. */
  ttlMs?: number
  /** From 0 up to 1. */
  random?: () => number
  maxEntries?: number
  maxBytes?: number
  /** Milliseconds on any steady clock. */
  now?: () => number
}

/** Of as many tags it is remembered when they were last named; beyond it, all count as just named. */
const maxRemembered = 10_000

export function createTaggedCache<Value>(options: Options = {}): TaggedCache<Value> {
  return new BoundedCache<Value>(options)
}

class BoundedCache<Value> implements TaggedCache<Value> {
  readonly #ttlMs: number
  readonly #maxEntries: number
  readonly #maxBytes: number
  readonly #random: () => number
  readonly #now: () => number
  /** Oldest first; what was asked for meanwhile gets a second round. */
  readonly #entries = new Map<string, Entry<Value>>()
  /** Most tags are those of one entry, and a set for each would be a good part of it. */
  readonly #keysOfTag = new Map<string, string | Set<string>>()
  /** Grows with each eviction. */
  #order = 0
  #clearedAt = 0
  readonly #evictedAt = new Map<string, number>()
  #bytes = 0

  constructor({ ttlMs = 120_000, maxEntries = 50_000, maxBytes = 64 * 1024 * 1024, random = Math.random, now = () => performance.now() }: Options) {
    this.#ttlMs = ttlMs
    this.#maxEntries = maxEntries
    this.#maxBytes = maxBytes
    this.#random = random
    this.#now = now
  }

  get size(): number {
    return this.#entries.size
  }

  get bytes(): number {
    return this.#bytes
  }

  get(key: string): Kept<Value> | null {
    const entry = this.#entries.get(key)
    if (entry === undefined) return null
    if (this.#now() >= entry.keptUntil) {
      this.#remove(key, entry)
      return null
    }
    entry.isUsed = true
    return entry
  }

  begin(): Flight {
    const sentAt = this.#now()
    return { order: this.#order, sentAt, keptUntil: sentAt + this.#ttlMs * (1 - this.#random() / 6) }
  }

  isUndisturbed(flight: Flight): boolean {
    return flight.order === this.#order
  }

  put({ flight, key, tags, value, bytes }: { flight: Flight; key: string; tags: readonly string[]; value: Value; bytes: number }): void {
    const isOutdated = flight.order < this.#clearedAt || tags.some((tag) => flight.order < (this.#evictedAt.get(tag) ?? 0))
    // One that takes a good part of the room would cost all others theirs.
    if (isOutdated || bytes > this.#maxBytes / 16) return
    const earlier = this.#entries.get(key)
    if (earlier !== undefined) this.#remove(key, earlier)
    this.#entries.set(key, { value, sentAt: flight.sentAt, keptUntil: flight.keptUntil, tags, bytes, isUsed: false })
    this.#bytes += bytes
    for (const tag of tags) {
      const keys = this.#keysOfTag.get(tag)
      if (keys === undefined) this.#keysOfTag.set(tag, key)
      else if (typeof keys !== 'string') keys.add(key)
      else if (keys !== key) this.#keysOfTag.set(tag, new Set([keys, key]))
    }
    if (this.#isFull) this.#makeRoom()
  }

  evict(tag: string): void {
    this.#order += 1
    this.#evictedAt.delete(tag)
    this.#evictedAt.set(tag, this.#order)
    if (this.#evictedAt.size > maxRemembered) {
      this.#evictedAt.clear()
      this.#clearedAt = this.#order
    }
    const keys = this.#keysOfTag.get(tag)
    for (const key of typeof keys === 'string' ? [keys] : (keys ?? [])) this.#remove(key, this.#entries.get(key)!)
  }

  clear(): void {
    this.#order += 1
    this.#clearedAt = this.#order
    this.#evictedAt.clear()
    this.#entries.clear()
    this.#keysOfTag.clear()
    this.#bytes = 0
  }

  get #isFull(): boolean {
    return this.#entries.size > this.#maxEntries || this.#bytes > this.#maxBytes
  }

  #makeRoom(): void {
    for (const [key, entry] of this.#entries) {
      if (!this.#isFull) return
      if (!entry.isUsed) this.#remove(key, entry)
      else {
        entry.isUsed = false
        this.#entries.delete(key)
        this.#entries.set(key, entry)
      }
    }
  }

  #remove(key: string, entry: Entry<Value>): void {
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
    for (const tag of entry.tags) {
      const keys = this.#keysOfTag.get(tag)
      if (keys === key || (typeof keys === 'object' && keys.delete(key) && keys.size === 0)) this.#keysOfTag.delete(tag)
    }
  }
}
