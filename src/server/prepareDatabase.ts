import { EnvRefusal, readEnv } from '#src/env.ts'
import { checkDirectUrl } from './checkDirectUrl.ts'
import { checkVault } from './checkVault.ts'
import { installQueue } from './installQueue.ts'
import { migrateDatabase } from './migrateDatabase.ts'
import { recompileRows } from './recompileRows.ts'
import { runtime } from './runtime.ts'
import { holdDatabaseLock } from './stores/holdDatabaseLock.ts'
import { toPatchbayError } from './toPatchbayError.ts'

/** Any number, the same for every process; not that of the migrations or the catalog. */
const seedingLockId = 7_215_003

/** The release step: migrates, proves the encryption key, seeds. `--migrate-only` leaves out the seeding. */
async function prepare(): Promise<void> {
  const env = readEnv()
  const directUrl = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL
  await checkDirectUrl()
  const migrated = await migrateDatabase(directUrl)
  if (migrated.length > 0) console.log(`${migrated.length} migrations applied.`)
  await installQueue(directUrl)
  await checkVault()
  const { done, partly } = await recompileRows()
  if (done.length + partly.length > 0) console.log(`${done.length + partly.length} provider rows compiled anew.`)
  if (partly.length > 0) console.warn(`These break a rule that is newer than they are, and fetch no tokens until they are saved again: ${partly.join(', ')}.`)
  if (!process.argv.includes('--migrate-only')) {
    const { seedDatabase } = await import('./seedDatabase.ts')
    await holdDatabaseLock({ url: directUrl, lockId: seedingLockId, work: seedDatabase })
  }
  await runtime().close()
}

prepare().then(
  // Payload's database client never lets go by itself.
  () => process.exit(0),
  (error: unknown) => {
    console.error(explain(error))
    process.exit(1)
  },
)

function explain(error: unknown): string {
  if (error instanceof EnvRefusal) return error.message
  const known = toPatchbayError(error)
  if (known.code === 'database_unavailable') return 'DATABASE_URL, or DATABASE_DIRECT_URL, names a database that cannot be reached. Start it, or correct the address.'
  return error instanceof Error ? `${error.message}${error.cause instanceof Error ? `\n  ${error.cause.message.split('\n')[0]}` : ''}` : 'The database could not be prepared.'
}
