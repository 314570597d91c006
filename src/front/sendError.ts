import type { ServerResponse } from 'node:http'
import { toErrorBody, type PatchbayError } from '#src/engine/errors.ts'

/** Answers with the contract's error shape. */
export function sendError({ res, error, requestId }: { res: ServerResponse; error: PatchbayError; requestId: string }): void {
  const body = JSON.stringify(toErrorBody(error, requestId))
  res.writeHead(error.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }),
  })
  res.end(body)
}
