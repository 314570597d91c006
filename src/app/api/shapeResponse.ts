import { randomUUID } from 'node:crypto'
import { type ErrorCode, PatchbayError, toErrorBody } from '#src/engine/errors.ts'
import { toPatchbayError } from '#src/server/toPatchbayError.ts'
import { checkBody } from './checkBody.ts'
import { checkOpener } from './checkOpener.ts'

type Handler = (request: Request, context: { params: Promise<{ slug?: string[] }> }) => Promise<Response>

const codeOf: Record<number, ErrorCode> = { 400: 'invalid_request', 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found', 405: 'method_not_allowed', 413: 'payload_too_large', 429: 'rate_limited', 501: 'not_found', 503: 'database_unavailable' }

/**
 * The last look at an answer: a refusal that Payload gives outside its error hooks (an address it does not know, a
 * start that failed) gets the contract's shape as well.
 */
export const shapeResponse =
  (handler: Handler): Handler =>
  async (request, context) => {
    const response = forbidKeeping({ request, response: await answer({ handler, request, context }) })
    if (response.status < 400) return response
    const body: unknown = await response.clone().json().catch(() => null)
    if (isShaped(body)) return response
    const code = codeOf[response.status] ?? (response.status < 500 ? 'invalid_request' : 'internal')
    const known = new PatchbayError(isDatabaseAway(body) ? 'database_unavailable' : code)
    return Response.json(toErrorBody(known, request.headers.get('x-request-id') ?? randomUUID()), { status: known.status, headers: { 'cache-control': 'no-store' } })
  }

/** What one person may read stays in no cache, not even the browser's own after they have signed out. Logos are the same for all. */
function forbidKeeping({ request, response }: { request: Request; response: Response }): Response {
  if (response.ok && /^\/api\/logos\/(file|icon)\//.test(new URL(request.url).pathname)) return response
  const headers = new Headers(response.headers)
  headers.set('cache-control', 'no-store')
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

/** The contract's refusal, or the health report, which says 503 in a shape of its own. */
type Question = { handler: Handler; request: Request; context: Parameters<Handler>[1] }

/** Payload looks its collections up by the first part of the path in a plain object, where `constructor` is found too. */
async function answer({ handler, request, context }: Question): Promise<Response> {
  try {
    const [first = ''] = new URL(request.url).pathname.replace(/^\/api\/(globals\/)?/, '').split('/')
    if (first in Object.prototype) throw new PatchbayError('not_found')
    checkOpener(request)
    return await handler(await checkBody(request), context)
  } catch (error) {
    const known = toPatchbayError(error)
    return Response.json(toErrorBody(known, request.headers.get('x-request-id') ?? randomUUID()), { status: known.status, headers: { 'cache-control': 'no-store' } })
  }
}

const isShaped = (body: unknown): boolean => {
  const known = body as { errors?: { code?: unknown }[]; checks?: unknown } | null
  return typeof known?.errors?.[0]?.code === 'string' || typeof known?.checks === 'object'
}

/** Payload could not connect at its start; it says so in a sentence only. */
const isDatabaseAway = (body: unknown): boolean => /initializing Payload/.test(String((body as { message?: unknown } | null)?.message ?? ''))
