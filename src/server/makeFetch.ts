import { Readable } from 'node:stream'
import { portOf } from '#src/engine/egress/checkOutboundUrl.ts'
import { matchHost } from '#src/engine/egress/matchHost.ts'
import { filterResponseHeaders } from '#src/engine/egress/filterResponseHeaders.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { runtime } from './runtime.ts'

const headersTimeoutMs = 300_000
/** Statuses whose Response may carry no body. */
const bodiless = new Set([101, 204, 205, 304])

/**
 * A `fetch` for SDKs that leaves through the one way out and only to hosts the credential's owner agreed to, whatever
 * base URL the SDK was given. Redirects come back as they are.
 */
export function makeFetch({ hosts }: { hosts: string[] }): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    if (!hosts.some((pattern) => matchHost({ pattern, host: url.hostname, port: portOf(url) }))) {
      throw new PatchbayError('host_not_allowed', { message: `This credential may not travel to ${url.host}.` })
    }
    const answer = await runtime().egress.send({
      method: request.method,
      url,
      headers: headersOf(request),
      body: request.body === null ? null : Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]),
      signal: request.signal,
      headersTimeoutMs,
    })
    return toResponse(answer)
  }
}

const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'accept-encoding'])

function headersOf(request: Request): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of request.headers) if (!ownHeaders.has(name)) headers[name] = value
  // The way out does not decode; an encoded body would reach the SDK as bytes it cannot read.
  headers['accept-encoding'] = 'identity'
  return headers
}

type Answer = { status: number; headers: [name: string, value: string][]; body: Readable }

/** An answer of the engine as a web `Response`, streaming. */
export function toResponse({ status, headers, body }: Answer, extra: [string, string][] = []): Response {
  const list = [...filterResponseHeaders(headers), ...extra]
  if (bodiless.has(status)) {
    body.resume()
    return new Response(null, { status, headers: list })
  }
  return new Response(Readable.toWeb(body) as ReadableStream, { status, headers: list })
}
