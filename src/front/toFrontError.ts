import { isPatchbayError, PatchbayError } from '#src/engine/errors.ts'
import { isDatabaseDown } from '#src/server/isDatabaseDown.ts'

/** The egress names its own faults, so a bare network error can only be the database's. */
export function toFrontError(cause: unknown): PatchbayError {
  if (isPatchbayError(cause)) return cause
  return new PatchbayError(isDatabaseDown(cause) ? 'database_unavailable' : 'internal', { cause })
}
