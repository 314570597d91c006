import type { Dispatcher } from 'undici'
import type { EgressLimits, OutboundRequest, OutboundResponse } from './Egress.ts'
import { EgressFault } from './EgressFault.ts'
import { ReceivedResponse } from './ReceivedResponse.ts'
import { toEgressFault } from './toEgressFault.ts'

type ExchangeOptions = {
  request: OutboundRequest
  limits: EgressLimits
  resolve: (response: OutboundResponse) => void
  reject: (error: unknown) => void
}

/** One request and its answer: undici's handler, written against `dispatch` because that is its leanest door. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** The connection that serves this exchange; set when it takes the request. */
  seat: { remoteAddress: string | null } | null = null
  #options: ExchangeOptions
  #controller: Dispatcher.DispatchController | null = null
  #response: ReceivedResponse | null = null
  /** Body bytes of the request that went out so far. */
  sentBytes = 0
  #isOver = false
  #onAbort: (() => void) | null = null

  constructor(options: ExchangeOptions) {
    this.#options = options
    const { signal, body } = options.request
    // undici lets go of the stream when the exchange ends; a fault that comes later has nobody else to catch it.
    if (body && !(body instanceof Uint8Array)) body.on('error', () => {})
    if (!signal) return
    this.#onAbort = giveUp(this)
    signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  /** The caller no longer wants it. */
  giveUp(): void {
    this.#fail(this.#options.request.signal?.reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection.
    if (this.#isOver) controller.abort(new Error('The request is no longer wanted.'))
    else this.#controller = controller
  }

  onBodySent(chunk: Uint8Array): void {
    this.sentBytes += chunk.byteLength
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (status < 200 || this.#isOver) return
    const { request, limits, resolve } = this.#options
    if (request.method !== 'HEAD' && Number(headers['content-length'] ?? 0) > limits.maxResponseBytes) {
      this.#fail(new EgressFault('response_too_large', { message: `The provider’s answer is longer than ${limits.maxResponseBytes} bytes.`, wasSent: true }))
      return
    }
    this.#response = new ReceivedResponse({ exchange: this, controller, status, headers: listPairs(headers) })
    resolve(this.#response)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#response?.accept(chunk)
  }

  onResponseEnd(): void {
    this.#release()
    this.#response?.complete()
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#fail(toEgressFault({ error, wasSent: this.#controller !== null }))
  }

  /** Ends both halves with the same error; only the first one counts. */
  #fail(error: unknown): void {
    if (this.#isOver) return
    this.#release()
    const reason = error instanceof Error ? error : new Error('The request was given up.', { cause: error })
    if (this.#response) this.#response.body.destroy(reason)
    else {
      this.#options.reject(error)
      this.#controller?.abort(reason)
    }
  }

  #release(): void {
    this.#isOver = true
    if (this.#onAbort) this.#options.request.signal?.removeEventListener('abort', this.#onAbort)
  }
}

/** undici gives names in lower case, and the values of one that came again as a list. */
function listPairs(headers: Record<string, string | string[] | undefined>): OutboundResponse['headers'] {
  const pairs: OutboundResponse['headers'] = []
  for (const name of Object.keys(headers)) {
    const value = headers[name]
    if (typeof value === 'string') pairs.push([name, value])
    else for (const one of value ?? []) pairs.push([name, one])
  }
  return pairs
}

/** Made out here: one made in the constructor was kept, and all of the call with it, until the next full collection. */
const giveUp = (exchange: Exchange) => (): void => exchange.giveUp()
