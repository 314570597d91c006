import { lookup } from 'node:dns/promises'
import { Agent, type buildConnector, Client, type Dispatcher, Pool } from 'undici'
import { createDialer } from './createDialer.ts'
import type { Egress, EgressLimits, OutboundRequest, OutboundResponse, ResolveName } from './Egress.ts'
import { EgressFault } from './EgressFault.ts'
import { Exchange } from './Exchange.ts'
import type { EgressAllowance } from './parseEgressAllow.ts'

const DEFAULT_LIMITS: EgressLimits = { connectTimeoutMs: 5_000, maxHeaderBytes: 32_768, maxResponseBytes: 1_000_000_000, keepAliveMs: 10_000 }
const DEFAULT_IDLE_MS = 60_000

// CONNECT would open a tunnel; TRACE and TRACK answer with the request's own headers, the credential among them.
const REFUSED_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK'])
// Made from the URL and the body here. A second Host would reach another site of the same front with the credential.
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'te', 'trailer', 'upgrade', 'expect', 'proxy-authorization', 'proxy-connection'])

/** All addresses, IPv4 first: a machine without an IPv6 route then connects at the first try. */
const resolveBySystem: ResolveName = async (hostname) => (await lookup(hostname, { all: true, order: 'ipv4first' })).map(({ address }) => address)

/**
 * The way out, with its own connections. One for a whole process: connections are kept by origin, and the policy is
 * judged for each new one. `ca`: further root certificates (PEM) beside node's own.
 */
export function createEgress({ allow, resolve = resolveBySystem, limits, ca = [] }: { allow: readonly EgressAllowance[]; resolve?: ResolveName; limits?: Partial<EgressLimits>; ca?: readonly string[] }): Egress {
  const all: EgressLimits = { ...DEFAULT_LIMITS, ...limits }
  const agent = createAgent({ limits: all, connect: createDialer({ allow, resolve, connectTimeoutMs: all.connectTimeoutMs, ca }) })
  let closing: Promise<void> | null = null
  return {
    send: (request) => {
      try {
        return dispatch({ agent, request, limits: all })
      } catch (fault) {
        return Promise.reject(fault as Error)
      }
    },
    close: () => (closing ??= agent.close()),
  }
}

function dispatch({ agent, request, limits }: { agent: Agent; request: OutboundRequest; limits: EgressLimits }): Promise<OutboundResponse> {
  request.signal?.throwIfAborted()
  const { url, method, body } = request
  if (REFUSED_METHODS.has(method.toUpperCase())) throw new EgressFault('method_not_allowed', { message: `${method} cannot be sent to a provider.`, wasSent: false })
  if (url.username !== '' || url.password !== '') throw new EgressFault('host_not_allowed', { message: 'The address holds a user name or password.', wasSent: false })
  const options: Dispatcher.DispatchOptions = {
    origin: url.origin,
    // From href, where even a bare "?" is kept; fragments are never sent.
    path: url.href.slice(url.origin.length, url.hash === '' ? undefined : url.href.indexOf('#')),
    method,
    headers: listHeaders(request),
    body,
    headersTimeout: request.headersTimeoutMs,
    bodyTimeout: request.idleTimeoutMs ?? DEFAULT_IDLE_MS,
  }
  const { promise, resolve, reject } = Promise.withResolvers<OutboundResponse>()
  agent.dispatch(options, new Exchange({ request, limits, resolve, reject }))
  return promise
}

/** As undici takes them without a further copy. */
function listHeaders({ headers, bodyBytes }: OutboundRequest): string[] {
  const list: (string | string[])[] = []
  for (const name of Object.keys(headers)) {
    if (OWN_HEADERS.has(name.toLowerCase())) throw new EgressFault('invalid_request', { message: `The header ${name} is made by Patchbay and cannot be given.`, wasSent: false })
    const value = headers[name]
    if (value !== undefined) list.push(name, value)
  }
  if (bodyBytes !== undefined) list.push('content-length', String(bodyBytes))
  // undici takes a list of values in a value's place; its types do not say so.
  return list as string[]
}

function createAgent({ connect, limits }: { connect: buildConnector.connector; limits: EgressLimits }): Agent {
  return new Agent({
    connect,
    pipelining: 1,
    maxHeaderSize: limits.maxHeaderBytes,
    keepAliveTimeout: limits.keepAliveMs,
    factory: (origin, options) => new Pool(origin, { ...(options as Pool.Options), allowH2: false, factory: (poolOrigin, clientOptions) => new SeatedClient(poolOrigin, clientOptions as Client.Options) }),
  })
}

/** One connection that remembers whom it reached, and tells the exchanges it serves. */
class SeatedClient extends Client {
  readonly #seat: { remoteAddress: string | null }

  constructor(origin: URL, options: Client.Options) {
    const seat: { remoteAddress: string | null } = { remoteAddress: null }
    const dial = options.connect as buildConnector.connector
    const connect: buildConnector.connector = (target, callback) =>
      dial(target, (...answer) => {
        seat.remoteAddress = answer[1]?.remoteAddress ?? null
        callback(...answer)
      })
    super(origin, { ...options, connect })
    this.#seat = seat
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (handler instanceof Exchange) handler.seat = this.#seat
    return super.dispatch(options, handler)
  }
}
