import { isPatchbayError, PatchbayError } from '#src/engine/errors.ts'

/** Connection failures of node, and of Postgres: classes 08 (connection), 53 (resources) and 57P (shut down). */
const databaseGone = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08...|53...|57P0.)$/
const poolGone = /connection terminated|timeout exceeded when trying to connect/i

/** The egress names its own faults, so a bare network error can only be the database's. */
export function toFrontError(cause: unknown): PatchbayError {
  if (isPatchbayError(cause)) return cause
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown }
  const isDatabase = (typeof code === 'string' && databaseGone.test(code)) || (typeof message === 'string' && poolGone.test(message))
  return new PatchbayError(isDatabase ? 'database_unavailable' : 'internal', { cause })
}
