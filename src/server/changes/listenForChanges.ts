import { randomUUID } from 'node:crypto'
import { Socket } from 'node:net'
import { Client, type Pool } from 'pg'

/** Postgres’ channel for what changed, and for each listener's own sign of life. */
const channel = 'patchbay_changes'
const notify = 'select pg_notify($1, $2)'

type Options = {
  /** Of a connection that no pooler hands on: in transaction mode a pooler drops LISTEN, and no beat would come back. */
  url: string
  /** Whose database's changes are to be heard: a note sent through it has to come back before anything else counts. */
  pool: Pick<Pool, 'query'>
  /** What a trigger said, as text. */
  onNote(text: string): void
  /** Something may have been missed: whatever was learned before counts no more. */
  onReset(): void
  beatEveryMs?: number
  /** A beat that comes back proves that everything committed before it was sent has been heard. */
  freshForMs?: number
  /** How often the pool's database is proven to be the one that is heard; after a failover it may be another. */
  proveEveryMs?: number
}

export type ChangeListener = {
  start(): void
  /** Whether everything that was committed until a few seconds ago has been heard. */
  isFresh(): boolean
  /** Settles once everything committed before now has been heard, or nothing is being heard. */
  catchUp(): Promise<void>
  close(): void
}

/**
 * Hears of changes while they are committed. A connection that is cut is made again at once; one that falls silent (its
 * peer is stopped, the network drops packets) sends no event, so it is told by its missing beat. One that leads to another
 * database than the pool hears its own beats and no proof, and is never believed. It holds no process that has nothing
 * else to do.
 */
export function listenForChanges(options: Options): ChangeListener {
  return new Listener(options)
}

type Beat = { sentAt: number; sentOn: number; done: PromiseWithResolvers<void> }
/** A note that went through the pool. Until it is committed its absence says nothing: the pool may have no connection free. */
type Proof = { name: string; sentAt: number; committedAt: number | null }

class Listener implements ChangeListener {
  readonly #options: Required<Options>
  readonly #id = randomUUID()
  #client: Client | null = null
  #timer: NodeJS.Timeout | undefined
  #isClosed = false
  #isStarted = false
  #failures = 0
  #beats = new Map<string, Beat>()
  #beatCount = 0
  #proof: Proof | null = null
  /** When the newest proof that came back on this connection was sent. */
  #provenAt: number | null = null
  #sending: Promise<void> = Promise.resolve()
  /** When the newest beat that came back was sent; both clocks, since the steady one stands still while a machine sleeps. */
  #heard: { at: number; on: number } | null = null

  constructor(options: Options) {
    this.#options = { beatEveryMs: 2_000, freshForMs: 8_000, proveEveryMs: 10_000, ...options }
  }

  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    void this.#connect()
  }

  isFresh(): boolean {
    const { freshForMs } = this.#options
    return this.#provenAt !== null && this.#heard !== null && performance.now() - this.#heard.at < freshForMs && Date.now() - this.#heard.on < freshForMs
  }

  async catchUp(): Promise<void> {
    if (this.#client === null || !this.isFresh()) return
    await this.#beat(this.#client)
  }

  close(): void {
    this.#isClosed = true
    this.#drop(this.#client)
  }

  async #connect(): Promise<void> {
    if (this.#isClosed) return
    // A process that only asked for a credential ends when it is done.
    const client = new Client({ connectionString: this.#options.url, application_name: 'patchbay changes', connectionTimeoutMillis: 5_000, keepAlive: true, keepAliveInitialDelayMillis: 5_000, stream: () => new Socket().unref() })
    // A cut says it twice, and unheard either would end the process.
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    client.on('notification', ({ payload }) => this.#hear({ client, text: payload ?? '' }))
    this.#client = client
    this.#sending = Promise.resolve()
    try {
      await client.connect()
      streamOf(client).unref()
      await client.query(`listen ${channel}`)
      if (this.#client !== client) return
      this.#options.onReset()
      this.#keepBeating(client)
    } catch {
      this.#lose(client)
    }
  }

  #keepBeating(client: Client): void {
    const { beatEveryMs, freshForMs, proveEveryMs } = this.#options
    void this.#prove(client)
    void this.#beat(client)
    this.#timer = setInterval(() => {
      const now = performance.now()
      const oldest = this.#beats.values().next().value
      const committedAt = this.#proof?.committedAt ?? now
      if ((oldest !== undefined && now - oldest.sentAt > freshForMs) || now - committedAt > freshForMs) return this.#lose(client)
      void this.#beat(client)
      if (this.#proof === null && (this.#provenAt === null || now - this.#provenAt > proveEveryMs)) void this.#prove(client)
    }, beatEveryMs).unref()
  }

  /** The two addresses may name two databases, and the listener's own beats would come back from the wrong one. */
  async #prove(client: Client): Promise<void> {
    const proof: Proof = { name: `proof ${randomUUID()}`, sentAt: performance.now(), committedAt: null }
    this.#proof = proof
    try {
      await this.#options.pool.query(notify, [channel, proof.name])
      proof.committedAt = performance.now()
    } catch {
      // Nothing was proven, either way; the next beat tries again.
      if (this.#client === client && this.#proof === proof) this.#proof = null
    }
  }

  #beat(client: Client): Promise<void> {
    const name = `beat ${this.#id} ${(this.#beatCount += 1)}`
    const done = Promise.withResolvers<void>()
    this.#beats.set(name, { sentAt: performance.now(), sentOn: Date.now(), done })
    // One after another, as pg wants it; what waits behind a silent peer ends with its connection.
    this.#sending = this.#sending.then(() => (this.#client === client ? client.query(notify, [channel, name]) : null)).then(
      () => undefined,
      () => this.#lose(client),
    )
    return done.promise
  }

  #hear({ client, text }: { client: Client; text: string }): void {
    if (this.#client !== client) return
    if (text.startsWith('proof ')) return this.#hearProof(text)
    if (!text.startsWith('beat ')) return this.#options.onNote(text)
    const beat = this.#beats.get(text)
    if (beat === undefined) return
    this.#beats.delete(text)
    this.#heard = { at: beat.sentAt, on: beat.sentOn }
    beat.done.resolve()
  }

  #hearProof(text: string): void {
    if (this.#proof?.name !== text) return
    this.#provenAt = this.#proof.sentAt
    this.#proof = null
    this.#failures = 0
  }

  #lose(client: Client): void {
    if (this.#client !== client) return
    this.#drop(client)
    if (this.#isClosed) return
    const waitMs = Math.min(5_000, 50 * 2 ** this.#failures) * (0.5 + Math.random() / 2)
    this.#failures += 1
    this.#timer = setTimeout(() => void this.#connect(), waitMs).unref()
  }

  #drop(client: Client | null): void {
    clearTimeout(this.#timer)
    this.#client = null
    this.#heard = null
    this.#proof = null
    this.#provenAt = null
    const beats = this.#beats
    this.#beats = new Map()
    for (const { done } of beats.values()) done.resolve()
    this.#options.onReset()
    // A silent peer would never answer a polite end.
    if (client !== null) streamOf(client).destroy()
  }
}

/** Not in pg's types; the only way to let go of a socket or to end it without its peer. */
const streamOf = (client: Client): Socket => (client as unknown as { connection: { stream: Socket } }).connection.stream
