import { isPatchbayError } from '#src/engine/errors.ts'
import { refuseEnv } from '#src/env.ts'
import { runtime } from './runtime.ts'
import { proveVault } from './stores/proveVault.ts'
import { readKeyIds } from './stores/readKeyIds.ts'

/**
 * Refuses to start with an encryption key that cannot open what is stored. Every key that stored data is wrapped with
 * must be loaded, as the current one or as a retired one.
 * @throws EnvRefusal
 */
export async function checkVault(): Promise<void> {
  const { pool, dataKeys, keyring } = runtime()
  const missing = (await readKeyIds({ pool })).filter((id) => !keyring.has(id))
  if (missing.length > 0) {
    throw refuseEnv({ variable: 'PATCHBAY_ENCRYPTION_KEY', reason: `is not the key this database was sealed with (key ${missing.join(', ')} is missing). Set the key it was sealed with, or add that key to PATCHBAY_RETIRED_ENCRYPTION_KEYS` })
  }
  try {
    await proveVault({ pool, dataKeys })
  } catch (error) {
    if (!isPatchbayError(error)) throw error
    throw refuseEnv({ variable: 'PATCHBAY_ENCRYPTION_KEY', reason: 'cannot open what is stored' })
  }
}
