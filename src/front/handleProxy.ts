import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { byServer, type CallerMark } from '#src/engine/call/CallerMark.ts'
import type { CallAnswer, CallRequest } from '#src/engine/call/CallPorts.ts'
import { Cancellation } from '#src/engine/egress/Cancellation.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { CallerStore } from '#src/server/stores/CallerStore.ts'
import { authenticateCaller, type Caller } from './authenticateCaller.ts'
import { authorizeCall, type CallRight } from './authorizeCall.ts'
import { discardBody } from './discardBody.ts'
import type { CallLimit } from './limitCalls.ts'
import { makePrivate } from './makePrivate.ts'
import { parseProxyTarget, type ProxyTarget } from './parseProxyTarget.ts'
import { type ProxyBody, readProxyBody } from './readProxyBody.ts'
import { sendAnswer } from './sendAnswer.ts'
import { sendError } from './sendError.ts'
import { takeCallerToken } from './takeCallerToken.ts'
import type { TokenBrake } from './TokenBrake.ts'
import { toFrontError } from './toFrontError.ts'

export type ProxyLogLine = {
  event: 'proxy'
  requestId: string
  method: string
  status: number | null
  origin: 'provider' | 'patchbay'
  code: string | null
  caller: string | null
  account: string | null
  provider: string | null
  connection: string | null
  source: string | null
  /** Requests sent to the provider: more than one are retries, or further connections. */
  attempts: number
  /** Connections that were refused, cooling or busy, by id. */
  passedOver: string[]
  durationMs: number
  /** The client left, or the provider broke off, before the answer was complete. */
  isCut: boolean
}

export type ProxyDeps = {
  store: CallerStore
  /** PAYLOAD_SECRET, for session tokens; null where only API tokens are taken. */
  secret: string | null
  /** Against floods of wrong tokens. */
  brake?: TokenBrake
  /** Throws when this caller, or the account, has had its calls for now. */
  limit?: CallLimit
  /** `performCall` with its ports. */
  call(request: CallRequest): Promise<CallAnswer>
  /** One line for each request; holds no path, since paths and queries may hold secrets. */
  log(line: ProxyLogLine): void
}

/**
 * The authenticated proxy: `/api/proxy/connections/{id}/{path}` and `/api/proxy/accounts/{account}/{provider}/{path}`,
 * any method, streamed both ways, the credential put in on the way. Errors of our own carry
 * `x-patchbay-origin: patchbay`; whatever the provider answers, `provider`. Every answer is sandboxed, so that a page of
 * the provider, opened in a browser, cannot act on our origin.
 */
export function handleProxy(deps: ProxyDeps): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    const startedAt = performance.now()
    const given = req.headers['x-request-id']
    const requestId = typeof given === 'string' ? given : randomUUID()
    const line: ProxyLogLine = { event: 'proxy', requestId, method: req.method ?? '', status: null, origin: 'patchbay', code: null, caller: null, account: null, provider: null, connection: null, source: null, attempts: 0, passedOver: [], durationMs: 0, isCut: false }
    const gone = new Cancellation()
    res.on('close', () => {
      if (!res.writableFinished) gone.abort(new Error('The client went away.'))
    })
    try {
      // So that node has parsed what came along with the headers: a short body is here then.
      await parsed
      const answer = await admit({ deps, req, line, signal: gone })
      line.status = answer.status
      line.origin = 'provider'
      line.connection = answer.connectionId
      line.source = answer.source
      line.attempts = answer.attempts
      line.passedOver = answer.passedOver
      await sendAnswer({ res, status: answer.status, headers: headersOf({ answer, requestId }), body: answer.body })
    } catch (cause) {
      // A request cut off in its body fails first and closes later: there is nobody to answer either way.
      if (!gone.aborted && !req.socket.destroyed) refuse({ res, cause, line })
    } finally {
      discardBody(req)
      line.isCut = !res.writableEnded || gone.aborted
      line.durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000
      deps.log(line)
    }
  }
}

/** What was read along with the token serves if the body was there at once; after a slow one it is asked for again. */
const justReadMs = 100
const parsed = Promise.resolve()

type Admission = { deps: ProxyDeps; req: IncomingMessage; line: ProxyLogLine; signal: Cancellation }

/** Who calls. Steps that have nothing to wait for make no promise: mostly the only one is the call's own. */
function admit(admission: Admission): Promise<CallAnswer> {
  const { deps, req } = admission
  const target = parseProxyTarget(req.url ?? '')
  const { token, session, headers, query } = takeCallerToken({ headers: req.headers, query: target?.query ?? null })
  const authenticating = authenticateCaller({ store: deps.store, token, session, secret: deps.secret, target, address: req.headers['x-patchbay-address'] as string, brake: deps.brake })
  const go = (caller: Caller): Promise<CallAnswer> => admitCaller({ ...admission, caller, target, headers, query })
  return authenticating instanceof Promise ? authenticating.then(go) : go(authenticating)
}

type CallerAdmission = Admission & { caller: Caller; target: ProxyTarget | null; headers: IncomingHttpHeaders; query: string | null }

/** Whether they may, and their body. */
function admitCaller(admission: CallerAdmission): Promise<CallAnswer> {
  const { deps, req, line, caller, target } = admission
  const authenticatedAt = performance.now()
  line.caller = nameOf(caller)
  if (target === null) throw new PatchbayError('not_found')
  const right = authorizeCall({ caller, target })
  line.account = right.account
  line.provider = target.provider
  line.connection = target.connection
  deps.limit?.({ caller: line.caller, account: right.account })
  const reading = readProxyBody(req)
  const go = (read: ProxyBody): Promise<CallAnswer> => deps.call(requestOf({ ...admission, target, right, read, authenticatedAt }))
  return reading instanceof Promise ? reading.then(go) : go(reading)
}

type Admitted = CallerAdmission & { target: ProxyTarget; right: CallRight; read: ProxyBody; authenticatedAt: number }

function requestOf({ req, signal, caller, target, headers, query, right, read, authenticatedAt }: Admitted): CallRequest {
  const service = req.headers['x-patchbay-service']
  return {
    account: right.account,
    provider: target.provider,
    connectionId: target.connection,
    user: right.user,
    door: 'tenant',
    by: markOf(caller),
    service: typeof service === 'string' && service !== '' ? service : null,
    method: req.method ?? 'GET',
    path: target.path,
    query,
    headers: headers as CallRequest['headers'],
    body: read.body,
    bodyBytes: read.bodyBytes,
    signal,
    input: caller.kind === 'token' && performance.now() - authenticatedAt < justReadMs ? caller.input : null,
  }
}

/** Names and values in turn, as node takes them without a further copy. */
function headersOf({ answer, requestId }: { answer: CallAnswer; requestId: string }): string[] {
  const headers: string[] = []
  let cacheControl = ''
  for (const [name, value] of answer.headers) {
    if (name === 'x-content-type-options') continue
    if (name === 'cache-control') {
      cacheControl = cacheControl === '' ? value : `${cacheControl}, ${value}`
      continue
    }
    // Two request ids would be none; the provider's own is what its support asks for.
    headers.push(name === 'x-request-id' ? 'x-patchbay-provider-request-id' : name, value)
  }
  // An answer a provider calls public was still fetched with one tenant's credential: no cache may hand it to another.
  headers.push('cache-control', makePrivate(cacheControl), 'vary', 'Authorization', 'content-security-policy', 'sandbox', 'x-content-type-options', 'nosniff')
  headers.push('x-request-id', requestId, 'x-patchbay-origin', 'provider', 'x-patchbay-source', answer.source)
  if (answer.connectionId !== null) headers.push('x-patchbay-connection', answer.connectionId)
  return headers
}

function refuse({ res, cause, line }: { res: ServerResponse; cause: unknown; line: ProxyLogLine }): void {
  const error = toFrontError(cause)
  Object.assign(line, { code: error.code, status: error.status, origin: 'patchbay' })
  if (res.headersSent) {
    res.destroy()
    return
  }
  res.setHeader('content-security-policy', 'sandbox')
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('x-patchbay-origin', 'patchbay')
  res.setHeader('x-request-id', line.requestId)
  if (error.code === 'unauthenticated') res.setHeader('www-authenticate', 'Bearer')
  sendError({ res, error, requestId: line.requestId })
}

/** The short tokens that the server makes for itself, good for one connection or provider, stand for the server's code. */
function markOf(caller: Caller): CallerMark {
  if (caller.kind === 'user') return { kind: 'user', id: caller.id }
  const isOwn = caller.onlyConnection !== null || caller.onlyProvider !== null
  return isOwn ? byServer : { kind: 'token', id: caller.id, name: caller.name }
}

const nameOf = (caller: Caller): string => `${caller.kind}:${caller.id}`
