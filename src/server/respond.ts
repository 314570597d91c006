import { randomUUID } from 'node:crypto'
import type { PayloadRequest } from 'payload'
import { type PatchbayError, toErrorBody } from '#src/engine/errors.ts'
import { redactValue } from '#src/engine/redact/redactValue.ts'
import { toPatchbayError } from './toPatchbayError.ts'

/** The front gives every request an id; a request that came another way (tests, in process) gets one here. */
export const requestIdOf = (req: Pick<PayloadRequest, 'headers'>): string => req.headers?.get('x-request-id') ?? randomUUID()

export function respondJson({ req, body, status = 200 }: { req: PayloadRequest; body: unknown; status?: number }): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', 'x-request-id': requestIdOf(req) } })
}

/** A refusal in the one shape; what is our own fault is logged, redacted, under the same request id. */
export function respondError({ req, error }: { req: PayloadRequest; error: unknown }): Response {
  const known = toPatchbayError(error)
  const requestId = requestIdOf(req)
  if (known.status >= 500 && known.code !== 'provider_error') req.payload?.logger.error({ msg: known.message, code: known.code, requestId, cause: redactValue(known.cause ?? error) })
  return Response.json(toErrorBody(known, requestId), { status: known.status, headers: errorHeaders(known, requestId) })
}

const errorHeaders = (error: PatchbayError, requestId: string): Record<string, string> => ({
  'cache-control': 'no-store',
  'x-request-id': requestId,
  ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(error.retryAfterSeconds)) }),
})
