import type { PayloadRequest } from 'payload'
import type { CompiledAuthMethod, CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { type Credential, insertConnection } from './insertConnection.ts'
import { requireConnectable } from './requireConnectable.ts'
import { saveChange } from './saveChange.ts'
import type { OAuthAttempt } from './stores/oauthAttempts.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'
import { toPatchbayError } from './toPatchbayError.ts'

type Granted = { req: PayloadRequest; attempt: OAuthAttempt; provider: { id: string; compiled: CompiledProvider }; found: StoredConnection | null; method: CompiledAuthMethod; credential: Credential }

/** Stores what somebody was granted: in the connection it was asked for, or a new one. Gives its id. */
export async function saveGranted({ req, attempt, found, method, credential }: Granted): Promise<string> {
  if (found !== null) {
    await saveChange({ req, found, settings: {}, replacement: { method, credential } })
    return found.record.id
  }
  const stored = await requireConnectable({ req, key: attempt.provider })
  const { displayName, visibility, isDefault } = attempt.settings
  const settings = { displayName, visibility, isDefault, sortOrder: 0, expiresAt: null }
  const insert = (name: string | null) => insertConnection({ req, account: attempt.account, stored, method, settings: { ...settings, displayName: name }, credential, requestKey: null })
  try {
    return await insert(displayName)
  } catch (error) {
    // Somebody took the name while the person was at the provider, where nobody goes twice for a name.
    if (toPatchbayError(error).code !== 'name_taken' || displayName === null) throw error
    return insert(null)
  }
}
