import { EnvRefusal, readEnv } from '#src/env.ts'
import { checkVault } from './checkVault.ts'
import { runtime } from './runtime.ts'
import { readKeyIds } from './stores/readKeyIds.ts'
import { rewrapBatch } from './stores/rewrapBatch.ts'
import { toPatchbayError } from './toPatchbayError.ts'

/**
 * `npm run rewrap`, after the encryption key was changed and every process knows both: wraps all data keys with the new one.
 * No credential is touched. It runs beside everything else, by batches that are each whole, so that it may be
 * ended at any time and run again. Ends with 1 while a data key needs an old encryption key.
 */

const batchSize = 100

async function rewrapAll(): Promise<void> {
  readEnv()
  await checkVault()
  const { pool, dataKeys, keyring } = runtime()
  const refused: string[] = []
  let done = 0
  for (;;) {
    const batch = await rewrapBatch({ pool, dataKeys, currentId: keyring.currentId, limit: batchSize, except: refused })
    done += batch.done
    refused.push(...batch.refused)
    if (batch.done + batch.refused.length === 0) break
  }
  const stillNeeded = (await readKeyIds({ pool })).filter((id) => id !== keyring.currentId)
  console.log(`${done} data keys wrapped with the encryption key ${keyring.currentId}.`)
  if (refused.length > 0) console.error(`These do not open, and stay as they are: ${refused.join(', ')}. Somebody changed their rows in the database: restore them from a back-up.`)
  if (stillNeeded.length > 0) {
    console.error(`Data keys still need ${stillNeeded.join(', ')}: leave it among PATCHBAY_RETIRED_ENCRYPTION_KEYS and run this again.`)
    process.exitCode = 1
  } else console.log('No other encryption key is needed any more: take it out of PATCHBAY_RETIRED_ENCRYPTION_KEYS.')
  await runtime().close()
}

rewrapAll().catch((error: unknown) => {
  console.error(explain(error))
  process.exit(1)
})

function explain(error: unknown): string {
  if (error instanceof EnvRefusal) return error.message
  if (toPatchbayError(error).code === 'database_unavailable') return 'DATABASE_URL names a database that cannot be reached. Start it, or correct the address; then run this again.'
  return error instanceof Error ? (error.stack ?? error.message) : 'The data keys could not be wrapped anew.'
}
