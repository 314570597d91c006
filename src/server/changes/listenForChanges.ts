import { randomUUID } from 'node:crypto'
import { Socket } from 'node:net'
import { Client } from 'pg'

/** Postgres’ channel for what changed, and for each listener's own sign of life. */
const channel = 'patchbay_changes'

type Options = {
  /** Of a connection that no pooler hands on: in transaction mode a pooler drops LISTEN, and no beat would come back. */
  url: string
  /** What a trigger said, as text. */
  onNote(text: string): void
  /** Something may have been missed: whatever was learned before counts no more. */
  onReset(): void
  beatEveryMs?: number
  /** A beat that comes back proves that everything committed before it was sent has been heard. */
  freshForMs?: number
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
 * peer is stopped, the network drops packets) sends no event, so it is told by its missing beat. It holds no process
 * that has nothing else to do.
 */
export function listenForChanges(options: Options): ChangeListener {
  return new Listener(options)
}

type Beat = { sentAt: number; sentOn: number; done: PromiseWithResolvers<void> }

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
  #sending: Promise<void> = Promise.resolve()
  /** When the newest beat that came back was sent; both clocks, since the steady one stands still while a machine sleeps. */
  #heard: { at: number; on: number } | null = null

  constructor(options: Options) {
    this.#options = { beatEveryMs: 2_000, freshForMs: 8_000, ...options }
  }

  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    void this.#connect()
  }

  isFresh(): boolean {
    const { freshForMs } = this.#options
    return this.#heard !== null && performance.now() - this.#heard.at < freshForMs && Date.now() - this.#heard.on < freshForMs
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
      this.#failures = 0
      this.#keepBeating(client)
    } catch {
      this.#lose(client)
    }
  }

  #keepBeating(client: Client): void {
    const { beatEveryMs, freshForMs } = this.#options
    void this.#beat(client)
    this.#timer = setInterval(() => {
      const oldest = this.#beats.values().next().value
      if (oldest !== undefined && performance.now() - oldest.sentAt > freshForMs) this.#lose(client)
      else void this.#beat(client)
    }, beatEveryMs).unref()
  }

  #beat(client: Client): Promise<void> {
    const name = `beat ${this.#id} ${(this.#beatCount += 1)}`
    const done = Promise.withResolvers<void>()
    this.#beats.set(name, { sentAt: performance.now(), sentOn: Date.now(), done })
    // One after another, as pg wants it; what waits behind a silent peer ends with its connection.
    this.#sending = this.#sending.then(() => (this.#client === client ? client.query('select pg_notify($1, $2)', [channel, name]) : null)).then(
      () => undefined,
      () => this.#lose(client),
    )
    return done.promise
  }

  #hear({ client, text }: { client: Client; text: string }): void {
    if (this.#client !== client) return
    if (!text.startsWith('beat ')) return this.#options.onNote(text)
    const beat = this.#beats.get(text)
    if (beat === undefined) return
    this.#beats.delete(text)
    this.#heard = { at: beat.sentAt, on: beat.sentOn }
    beat.done.resolve()
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
