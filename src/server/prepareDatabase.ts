import { EnvRefusal, readEnv } from '#src/env.ts'
import { checkVault } from './checkVault.ts'
import { migrateDatabase } from './migrateDatabase.ts'
import { runtime } from './runtime.ts'
import { toPatchbayError } from './toPatchbayError.ts'

/** The release step: migrates, proves the encryption key, seeds. `--migrate-only` leaves out the seeding. */
async function prepare(): Promise<void> {
  const env = readEnv()
  const migrated = await migrateDatabase(env.DATABASE_URL)
  if (migrated.length > 0) console.log(`${migrated.length} migrations applied.`)
  await checkVault()
  if (!process.argv.includes('--migrate-only')) {
    const { seedDatabase } = await import('./seedDatabase.ts')
    await seedDatabase()
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
  if (known.code === 'database_unavailable') return 'DATABASE_URL names a database that cannot be reached. Start it, or correct the address.'
  return error instanceof Error ? `${error.message}${error.cause instanceof Error ? `\n  ${error.cause.message.split('\n')[0]}` : ''}` : 'The database could not be prepared.'
}
