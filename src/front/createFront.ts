import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Network } from '#src/engine/egress/isInNetwork.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { bodyLimits, type BodyLimits } from './bodyLimits.ts'
import { closeQueued } from './closeQueued.ts'
import { discardBody } from './discardBody.ts'
import { judgeOrigin } from './judgeOrigin.ts'
import { readClientAddress } from './readClientAddress.ts'
import { sendError } from './sendError.ts'

export type FrontHandler = (req: IncomingMessage, res: ServerResponse) => void | Promise<void>

type Front = {
  handleNext: FrontHandler
  handleProxy: FrontHandler
  limits?: BodyLimits
  /** True where the public address is https: browsers are told to stay on it. */
  isHttps?: boolean
  /** Whose X-Forwarded-For is believed. */
  trustedProxies?: readonly Network[]
  /** Where our own pages are; a page of any other may not change anything here. */
  origins?: readonly string[]
}

const wellFormedId = /^[A-Za-z0-9_-]{8,64}$/
const proxyPath = /^\/api\/proxy(?=[/?]|$)/

/**
 * The listener in front of everything: gives each request an id, refuses bodies that are too large or of unknown
 * length before anything reads them, and hands `/api/proxy` to its own handler with the URL untouched (Next would
 * rewrite it), the rest to Next.
 */
export function createFront({ handleNext, handleProxy, limits = bodyLimits, isHttps = false, trustedProxies = [], origins = [] }: Front): RequestListener {
  return (req, res) => {
    closeQueued({ req, res })
    const requestId = readRequestId(req)
    req.headers['x-request-id'] = requestId
    // Written here and nowhere else: what a client sends under this name is overwritten.
    req.headers['x-patchbay-address'] = readClientAddress({ socketAddress: req.socket.remoteAddress, forwardedFor: readForwardedFor(req), trusted: trustedProxies })
    const path = req.url ?? ''
    const hosts = countHosts(req)
    if (hosts > 1 || (hosts === 0 && req.httpVersion !== '1.0')) return refuseHosts({ req, res, requestId, hosts })
    // The proxy writes its own headers, and is spared the detour on each call.
    if (proxyPath.test(path)) return run({ handler: handleProxy, req, res, requestId })

    stampHeaders({ res, headers: { 'x-request-id': requestId, ...(isHttps ? { 'strict-transport-security': 'max-age=31536000' } : {}) } })
    // Absolute-form targets (`GET http://host/…`) are for forward proxies, which this is not.
    if (!path.startsWith('/')) return refuse({ req, res, requestId, error: new PatchbayError('invalid_request', { message: 'The request target must be a path.', hint: 'Send an address that begins with /.' }) })

    const error = judgeOrigin({ req, origins }) ?? judgeBody({ req, limits })
    if (error) return refuse({ req, res, requestId, error })
    if (hasBody(req)) endSlowBody({ req, deadlineMs: limits.deadlineMs })
    return run({ handler: handleNext, req, res, requestId })
  }
}

function readRequestId(req: IncomingMessage): string {
  const given = req.headers['x-request-id']
  return typeof given === 'string' && wellFormedId.test(given) ? given : randomUUID()
}

/** Node joins several of the same name with a comma. */
function readForwardedFor({ headers: { 'x-forwarded-for': given } }: IncomingMessage): string | undefined {
  return Array.isArray(given) ? given.join(',') : given
}

/** At the last moment and by replacing: Next appends to headers that are there, and two ids are none. */
function stampHeaders({ res, headers }: { res: ServerResponse; headers: Record<string, string> }): void {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse
  res.writeHead = ((...args: unknown[]) => {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
    return writeHead(...args)
  }) as typeof res.writeHead
}

const hasBody = (req: IncomingMessage): boolean => Number(req.headers['content-length'] ?? 0) > 0

function judgeBody({ req, limits }: { req: IncomingMessage; limits: BodyLimits }): PatchbayError | undefined {
  // Without a length nothing could be refused before it has been read; RFC 9112 section 6.1.
  if (req.headers['transfer-encoding'] !== undefined) return new PatchbayError('invalid_request', { message: 'The body came without a length.', hint: 'Send Content-Length instead of Transfer-Encoding: chunked.' })
  const path = (req.url ?? '').split('?', 1)[0] ?? ''
  const isLarge = limits.largePaths.some((large) => path === large || path.startsWith(`${large}/`))
  const maxBytes = isLarge ? limits.maxLargeBytes : limits.maxBytes
  return Number(req.headers['content-length'] ?? 0) > maxBytes ? new PatchbayError('payload_too_large', { message: `The request body is larger than ${formatKilobytes(maxBytes)}.` }) : undefined
}

const formatKilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`

/** A client that sends a byte a minute would hold a handler and its memory for as long as it likes. */
function endSlowBody({ req, deadlineMs }: { req: IncomingMessage; deadlineMs: number }): void {
  const timer = setTimeout(() => req.complete || req.destroy(), deadlineMs)
  timer.unref()
  req.once('close', () => clearTimeout(timer))
}

type Answering = { req: IncomingMessage; res: ServerResponse; requestId: string }

function refuse({ req, res, requestId, error }: Answering & { error: PatchbayError }): void {
  sendError({ res, error, requestId })
  discardBody(req)
}

/** Of several node takes the first; what stands before us may have taken the last. */
function countHosts({ rawHeaders }: IncomingMessage): number {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  return hosts
}

/** RFC 9112 section 3.2. */
function refuseHosts({ req, res, requestId, hosts }: Answering & { hosts: number }): void {
  res.shouldKeepAlive = false
  stampHeaders({ res, headers: { 'x-request-id': requestId, 'x-patchbay-origin': 'patchbay' } })
  refuse({ req, res, requestId, error: new PatchbayError('invalid_request', { message: hosts === 0 ? 'The request has no Host header.' : 'The request has more than one Host header.', hint: 'Send the host you call as Host.' }) })
}

/** A handler that throws must not end the process, nor leave the client waiting. */
function run({ handler, req, res, requestId }: Answering & { handler: FrontHandler }): void {
  const fail = (cause: unknown): void => {
    console.error(JSON.stringify({ time: new Date().toISOString(), event: 'handler_failed', requestId, reason: cause instanceof Error ? cause.name : typeof cause }))
    if (res.headersSent) res.destroy()
    else sendError({ res: res.setHeader('x-request-id', requestId), error: new PatchbayError('internal', { cause }), requestId })
    discardBody(req)
  }
  try {
    void Promise.resolve(handler(req, res)).catch(fail)
  } catch (cause) {
    fail(cause)
  }
}
