import { EnvRefusal } from '#src/env.ts'
import { toPatchbayError } from '#src/server/toPatchbayError.ts'

/** Why a process that serves did not start, for a terminal: the variable and the cure where there is one. */
export function explainBoot(error: NodeJS.ErrnoException): string {
  if (error instanceof EnvRefusal) return error.message
  if (error.code === 'EADDRINUSE') return 'PORT is taken by another program. Set PORT to a free one, or stop that program.'
  if (error.code === 'EACCES') return 'PORT is reserved for root on this machine. Set PORT to one above 1023.'
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return 'HOST is not an address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for all.'
  // 42P01: there is no such table.
  if (error.code === '42P01') return 'The database is not migrated. Run npm run migrate first.'
  if (toPatchbayError(error).code === 'database_unavailable') return 'DATABASE_URL names a database that cannot be reached. Start it, or correct the address.'
  return error.stack ?? error.message
}
