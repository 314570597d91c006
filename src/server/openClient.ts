import type { Pool } from 'pg'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { usesPlatformClient } from '#src/engine/catalog/takesClient.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { OAuthClient } from '#src/engine/oauth/OAuthClient.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { runtime } from './runtime.ts'
import { readClient } from './stores/readClient.ts'

/** `consent`: for the page where a person signs in. An app has a client for that besides the key it signs with. */
type Question = { compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; pool?: Pool; purpose?: 'tokens' | 'consent' }

/**
 * Whose client asks the provider for tokens: the account's own, from the connection's fields, or the platform's, which
 * never mixes with an account's fields.
 * @throws PatchbayError `built_in_missing` where the platform has no enabled client for the method; the vault's codes
 */
export async function openClient({ compiled, method, values, pool = runtime().pool, purpose = 'tokens' }: Question): Promise<OAuthClient> {
  if (!usesPlatformClient(method)) {
    const names = method.app === null ? { id: 'clientId', key: 'privateKey' } : { id: method.app.appId, key: method.app.privateKey }
    return { clientId: values[names.id] ?? '', clientSecret: values.clientSecret ?? null, privateKey: values[names.key] ?? null, source: 'account' }
  }
  const sealed = await readClient({ pool, provider: compiled.key, authMethod: method.key })
  if (sealed === null) throw noClient(compiled.name)
  const client = openCredential(runtime().dataKeys, sealed)
  const isApp = method.app !== null && purpose === 'tokens'
  return { clientId: (isApp ? client.appId : client.clientId) ?? '', clientSecret: client.clientSecret ?? null, privateKey: client.privateKey ?? null, source: 'platform' }
}

const noClient = (name: string): PatchbayError =>
  new PatchbayError('built_in_missing', { message: `Signing in at ${name} is not set up on this installation.`, hint: 'A platform admin adds the OAuth client under Built-in credentials.' })
