import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from './listen.ts'

export type ServiceRequest = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
type Answer = (request: IncomingMessage, response: ServerResponse) => unknown

/** An outside service on loopback whose answers a test chooses, and the row that describes it. */
export type Service = {
  /** `host:port`. */
  host: string
  url: string
  seen: ServiceRequest[]
  /** A key this service accepts as `Authorization: Bearer`. */
  goodKey(): string
  /** No longer accepts it. */
  refuse(key: string): void
  /** Answers everything so until the next turn; without a handler it behaves again. */
  turn(answer?: Answer): void
  /** A provider row of this service: one secret `apiKey`, one optional plain `note`; `rest` replaces parts. */
  row(rest?: Record<string, unknown>): Record<string, unknown> & { key: string }
  stop(): Promise<void>
}

export const identity = { label: 'Ann of Globex', id: 'u-1' }

export async function startService(): Promise<Service> {
  const good = new Set<string>()
  const seen: ServiceRequest[] = []
  let told: Answer | undefined
  const server = await listen((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() })
      if (told !== undefined) return told(request, response)
      const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
      answerJson(response, key !== undefined && good.has(key) ? { status: 200, body: { user: { name: identity.label, id: identity.id } } } : { status: 401, body: { error: { message: 'No such key.' } } })
    })
  })
  const host = `127.0.0.1:${server.port}`
  return {
    host,
    url: server.url,
    seen,
    goodKey: () => {
      const key = ['globex', 'good', randomBytes(12).toString('hex')].join('_')
      good.add(key)
      return key
    },
    refuse: (key) => void good.delete(key),
    turn: (answer) => {
      told = answer
    },
    row: (rest = {}) => ({
      key: 'globex',
      name: 'Globex',
      category: 'Testing',
      description: 'A service of the tests.',
      manageUrl: 'https://globex.example/keys',
      baseUrl: server.url,
      allowedHosts: [host],
      authMethods: [
        {
          key: 'api-key', type: 'api_key', label: 'API key',
          fields: [{ name: 'apiKey', label: 'API key', required: true, pattern: '^globex_[a-z]+_[0-9a-f]+$' }, { name: 'note', label: 'Note', secret: false, required: false }],
          inject: [{ in: 'header', name: 'Authorization', value: 'Bearer {{apiKey}}' }],
        },
      ],
      test: { method: 'GET', path: '/me', expect: [200], errorAt: '/error/message', identity: { label: '/user/name', id: '/user/id' } },
      ...rest,
    }),
    stop: server.close,
  }
}

export const answerJson = (response: ServerResponse, { status, body }: { status: number; body: unknown }): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
