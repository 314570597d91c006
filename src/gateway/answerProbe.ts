import type { IncomingMessage, ServerResponse } from 'node:http'
import { PatchbayError } from '#src/engine/errors.ts'
import { discardBody } from '#src/front/discardBody.ts'
import { sendError } from '#src/front/sendError.ts'
import type { Readiness } from '#src/server/checkReadiness.ts'

type Probing = { isDraining(): boolean; checkReadiness(): Promise<Readiness> }

/**
 * What the gateway answers besides calls: `/healthz` (the process runs), `/readyz` (send it calls; 503 while it ends, or
 * while its database or its key fails it). Everything else is not found here: pages and the rest of the API are with web.
 */
export function answerProbe({ isDraining, checkReadiness }: Probing): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    const [path] = (req.url ?? '').split('?', 1)
    if (path !== '/healthz' && path !== '/readyz') return refuse({ req, res, error: new PatchbayError('not_found', { message: 'The gateway answers calls only.', hint: 'Calls go to /api/proxy; everything else is asked of the web process.' }) })
    if (req.method !== 'GET' && req.method !== 'HEAD') return refuse({ req, res, error: new PatchbayError('method_not_allowed', { hint: 'Send GET.' }) })
    if (path === '/healthz') return sendJson({ req, res, status: 200, body: { status: 'ok' } })
    if (isDraining()) return sendJson({ req, res, status: 503, body: { status: 'draining' } })
    const { isReady, checks } = await checkReadiness()
    return sendJson({ req, res, status: isReady ? 200 : 503, body: { status: isReady ? 'ok' : 'failing', checks } })
  }
}

type Refusing = { req: IncomingMessage; res: ServerResponse; error: PatchbayError }

function refuse({ req, res, error }: Refusing): void {
  res.setHeader('x-patchbay-origin', 'patchbay')
  sendError({ res, error, requestId: String(req.headers['x-request-id']) })
  discardBody(req)
}

type Sending = { req: IncomingMessage; res: ServerResponse; status: number; body: unknown }

function sendJson({ req, res, status, body }: Sending): void {
  const text = JSON.stringify(body)
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text), 'cache-control': 'no-store' })
  res.end(req.method === 'HEAD' ? undefined : text)
  discardBody(req)
}
