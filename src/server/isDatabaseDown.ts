type Fault = { code?: unknown; message?: string; cause?: unknown }

/**
 * Connection failures of node, and of Postgres: classes 08 (connection; a pooler's refusals too), 53 (resources) and 57P
 * (shut down), a database that takes no connections, one that became read-only in a failover, and the two of a
 * transaction that was ended for another's sake: the same request again succeeds.
 */
const gone = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08...|53...|57P0.|55000|25006|40P01|40001)$/
const goneInWords = /connection terminated|timeout exceeded when trying to connect|timeout expired|query read timeout|is not queryable|cannot connect to Postgres/i

/** Whether an error, or one that it wraps, says that the database cannot be used for now. */
export function isDatabaseDown(error: unknown): boolean {
  const seen = new Set<unknown>()
  for (let one = error; one !== undefined && one !== null && !seen.has(one); one = (one as Fault).cause) {
    seen.add(one)
    const { code, message } = one as Fault
    if (typeof code === 'string' && gone.test(code)) return true
    if (goneInWords.test(message ?? '')) return true
    if (one instanceof AggregateError && one.errors.some(isDatabaseDown)) return true
  }
  return false
}
