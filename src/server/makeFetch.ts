import { Readable } from 'node:stream'
import { readUpTo } from '#src/engine/call/readUpTo.ts'
import { portOf } from '#src/engine/egress/checkOutboundUrl.ts'
import type { OutboundRequest } from '#src/engine/egress/Egress.ts'
import { matchHost } from '#src/engine/egress/matchHost.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { type CredentialUse, sendCounted } from './sendCounted.ts'
import { toResponse } from './toResponse.ts'

const headersTimeoutMs = 300_000
/** As much of a body is read before it is sent, so that its length can be: some services take no chunks. */
const readAheadBytes = 1_048_576

/**
 * A `fetch` for SDKs that leaves through the one way out and only to hosts the credential's owner agreed to, whatever
 * base URL the SDK was given. Redirects come back as they are. Each request counts as a call with that credential.
 */
export function makeFetch({ hosts, use }: { hosts: string[]; use: CredentialUse }): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    return toResponse(await sendCounted({ use, prepare: () => prepare({ request, hosts }) }))
  }
}

async function prepare({ request, hosts }: { request: Request; hosts: string[] }): Promise<OutboundRequest> {
  const url = new URL(request.url)
  if (!hosts.some((pattern) => matchHost({ pattern, host: url.hostname, port: portOf(url) }))) {
    throw new PatchbayError('host_not_allowed', { message: `This credential may not travel to ${url.host}.` })
  }
  return { method: request.method, url, headers: headersOf(request), body: await bodyOf(request), signal: request.signal, headersTimeoutMs }
}

async function bodyOf(request: Request): Promise<Buffer | Readable | null> {
  if (request.body === null) return null
  const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0])
  return (await readUpTo({ body, maxBytes: readAheadBytes })) ?? body
}

const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'accept-encoding'])

function headersOf(request: Request): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of request.headers) if (!ownHeaders.has(name)) headers[name] = value
  // The way out does not decode; an encoded body would reach the SDK as bytes it cannot read.
  headers['accept-encoding'] = 'identity'
  return headers
}
