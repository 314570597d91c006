import { isPatchbayError } from '#src/engine/errors.ts'
import { EnvRefusal } from '#src/env.ts'
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
    throw new EnvRefusal(`PATCHBAY_ENCRYPTION_KEY is not the key this database was sealed with: key ${missing.join(', ')} is missing. Set that key, or add it to PATCHBAY_RETIRED_ENCRYPTION_KEYS.`)
  }
  try {
    await proveVault({ pool, dataKeys })
  } catch (error) {
    if (!isPatchbayError(error)) throw error
    throw new EnvRefusal('PATCHBAY_ENCRYPTION_KEY cannot open what is stored. Set the key this database was sealed with.')
  }
}
