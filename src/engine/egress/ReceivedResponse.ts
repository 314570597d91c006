import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { OutboundResponse } from './Egress.ts'
import { ResponseBody } from './ResponseBody.ts'

/** The kernel takes so much at once, whether a client reads or not. */
const longestWholeBytes = 16_384

/** Where the exchange stands: who was reached, and how much went out. */
type Progress = { readonly seat: { remoteAddress: string | null } | null; readonly sentBytes: number }
type Head = { exchange: Progress; controller: Dispatcher.DispatchController; status: number; headers: OutboundResponse['headers'] }

/**
 * An answer as it comes in. Most are here from the first byte to the last before anybody looks: those are never made a
 * stream, whose machinery costs more than all else that is done with them.
 *
 * A class, because a getter in an object literal makes V8 keep a hidden class for each single answer, and with it the
 * whole exchange, until the next full collection.
 */
export class ReceivedResponse implements OutboundResponse {
  readonly status: number
  readonly headers: OutboundResponse['headers']
  readonly remoteAddress: string | null
  readonly #exchange: Progress
  readonly #controller: Dispatcher.DispatchController
  /** What came before anybody asked for the body. */
  #early: Buffer[] = []
  #earlyBytes = 0
  #body: ResponseBody | null = null
  #isComplete = false

  constructor({ exchange, controller, status, headers }: Head) {
    this.status = status
    this.headers = headers
    this.remoteAddress = exchange.seat?.remoteAddress ?? null
    this.#exchange = exchange
    this.#controller = controller
  }

  get requestBytes(): number {
    return this.#exchange.sentBytes
  }

  get whole(): Buffer | null {
    if (!this.#isComplete || this.#body !== null) return null
    return this.#early.length === 1 ? (this.#early[0] as Buffer) : Buffer.concat(this.#early)
  }

  get body(): Readable {
    return (this.#body ??= this.#open())
  }

  accept(chunk: Buffer): void {
    if (this.#body !== null) return this.#body.accept(chunk)
    this.#early.push(chunk)
    this.#earlyBytes += chunk.length
    // From here on it is the stream that holds the provider back.
    if (this.#earlyBytes > longestWholeBytes) this.#body = this.#open()
  }

  complete(): void {
    this.#isComplete = true
    this.#body?.complete()
  }

  #open(): ResponseBody {
    const body = new ResponseBody(this.#controller)
    for (const chunk of this.#early) body.accept(chunk)
    if (this.#isComplete) body.complete()
    this.#early = []
    return body
  }
}
