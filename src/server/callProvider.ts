import { Readable } from 'node:stream'
import { PatchbayError } from '#src/engine/errors.ts'
import { callEngine } from './callEngine.ts'
import { storedId } from './storedId.ts'
import { toResponse } from './toResponse.ts'

export type ProviderCall = {
  account: string
  /** By routing policy; or one `connectionId`. */
  provider?: string
  connectionId?: string
  /** Opens that person's private connections as well. */
  user?: string | null
  /** One of the row's services. */
  service?: string
  method?: string
  /** Below the base URL, such as `/chat/completions`. */
  path: string
  query?: Record<string, string | string[]> | URLSearchParams | string
  headers?: Record<string, string>
  /** Text and bytes go as they are, a stream is not sent twice, any other value goes as JSON. */
  body?: unknown
  signal?: AbortSignal
}

/**
 * The proxy in process: one call with the account's credential. The answer streams; `x-patchbay-connection` and
 * `x-patchbay-source` say what was used.
 * @throws PatchbayError: refusals of routing, egress faults, `rate_limited`, `credentials_exhausted`
 */
export async function callProvider({ account, provider, connectionId, user = null, service, method = 'GET', path, query, headers = {}, body, signal }: ProviderCall): Promise<Response> {
  if (provider === undefined && connectionId === undefined) throw new PatchbayError('invalid_request', { message: 'Name a provider or a connectionId.' })
  const sent = bodyOf(body)
  const answer = await callEngine().call({
    account: storedId(account),
    provider: provider ?? null,
    connectionId: storedId(connectionId ?? null),
    user: storedId(user),
    door: 'in_process',
    service: service ?? null,
    method: method.toUpperCase(),
    path,
    query: queryOf(query),
    headers: { ...(sent.type === null ? {} : { 'content-type': sent.type }), 'accept-encoding': 'identity', ...lowerCase(headers) },
    body: sent.body,
    signal,
  })
  const extra: [string, string][] = [['x-patchbay-source', answer.source]]
  if (answer.connectionId !== null) extra.push(['x-patchbay-connection', answer.connectionId])
  return toResponse(answer, extra)
}

const lowerCase = (headers: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function queryOf(query: ProviderCall['query']): string | null {
  if (query === undefined) return null
  if (typeof query === 'string') return query.replace(/^\?/, '')
  if (query instanceof URLSearchParams) return query.toString()
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, one)
  return parameters.toString()
}

function bodyOf(body: unknown): { body: Buffer | Readable | null; type: string | null } {
  if (body === undefined || body === null) return { body: null, type: null }
  if (typeof body === 'string') return { body: Buffer.from(body), type: null }
  if (body instanceof Uint8Array) return { body: Buffer.from(body.buffer, body.byteOffset, body.byteLength), type: null }
  if (body instanceof Readable) return { body, type: null }
  if (body instanceof ReadableStream) return { body: Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), type: null }
  return { body: Buffer.from(JSON.stringify(body)), type: 'application/json' }
}
