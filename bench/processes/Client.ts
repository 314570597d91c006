import { connect, type Socket } from 'node:net'

export type Answer = { status: number; ms: number; firstByteMs: number; head: string }

/**
 * One kept-alive HTTP/1.1 connection that knows just enough to tell where an answer ends: the less the load does
 * itself, the less of the machine it takes from what is measured.
 */
export class Client {
  #socket: Socket
  #onAnswer: (answer: Answer) => void = () => {}
  #onFault: (error: Error) => void = () => {}
  #held = ''
  #sentAt = 0
  #firstByteMs = 0

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.setEncoding('latin1')
    this.#socket.on('data', (text: unknown) => this.#take(text as string))
    this.#socket.on('error', (error) => this.#onFault(error))
    this.#socket.on('close', () => this.#onFault(new Error('the connection was closed')))
  }

  /** The next request only after this one's answer. */
  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#onAnswer = resolve
      this.#onFault = reject
      this.#held = ''
      this.#firstByteMs = 0
      this.#sentAt = performance.now()
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#onFault = () => {}
    this.#socket.destroy()
  }

  #take(text: string): void {
    this.#held = this.#held === '' ? text : this.#held + text
    const end = this.#held.indexOf('\r\n\r\n')
    if (end === -1) return
    if (this.#firstByteMs === 0 && this.#held.length > end + 4) this.#firstByteMs = performance.now() - this.#sentAt
    const head = this.#held.slice(0, end)
    const [, announced] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? []
    const isWhole = announced === undefined ? this.#held.endsWith('\r\n0\r\n\r\n') : this.#held.length >= end + 4 + Number(announced)
    if (isWhole) this.#onAnswer({ status: Number(head.slice(9, 12)), ms: performance.now() - this.#sentAt, firstByteMs: this.#firstByteMs, head: this.#held.slice(0, 600) })
  }
}

export function writeRequest({ path, headers, body }: { path: string; headers: Record<string, string>; body: string }): Buffer {
  const all = { host: '127.0.0.1', 'content-type': 'application/json', accept: '*/*', 'user-agent': 'bench', 'content-length': String(Buffer.byteLength(body)), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}
