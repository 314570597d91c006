import type { CredentialValues } from '../catalog/CompiledProvider.ts'
import { PatchbayError } from '../errors.ts'
import type { SealedCredential } from '../ports.ts'
import { buildAad } from './buildAad.ts'
import type { DataKeys } from './DataKeys.ts'
import { openBytes } from './openBytes.ts'

/** Marks this module in a bundle: a check after the build fails when a browser bundle holds it. The error path below keeps it from being optimised away. */
export const vaultSentinel = 'patchbay-vault-must-not-reach-a-browser'

/**
 * The only place where stored credentials become plaintext. Out: field values by name, in memory only.
 * Errors: `key_unavailable` (sealed under a key that is not loaded), `vault_unavailable` (altered, moved to another
 * row, account, provider or set of hosts, or sealed under a format this version does not know).
 */
export function openCredential(dataKeys: DataKeys, sealed: SealedCredential): CredentialValues {
  const { envelope, aadVersion, owner, vaultId, providerId, dataKey, agreedHosts } = sealed
  // The version column is not trusted to choose a weaker check: there is one version, and no other is tried.
  if (aadVersion !== 1) throw refuse('unknown AAD version')
  if (owner !== dataKey.owner) throw refuse('data key of another owner')
  const aad = buildAad({ owner, vaultId, providerId, dataKeyId: dataKey.id, agreedHosts })
  const key = dataKeys.plain(dataKey)
  let plaintext: Buffer
  try {
    plaintext = openBytes({ key, envelope, aad })
  } finally {
    key.fill(0)
  }
  try {
    return readValues(plaintext)
  } finally {
    plaintext.fill(0)
  }
}

function readValues(plaintext: Buffer): CredentialValues {
  let values: unknown
  try {
    values = JSON.parse(plaintext.toString('utf8'))
  } catch {
    // The parser's message quotes the text, which is the secret: it is dropped.
    throw refuse('not JSON')
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values) || !Object.values(values).every((value) => typeof value === 'string')) throw refuse('not an object of texts')
  return values as CredentialValues
}

const refuse = (reason: string): PatchbayError => new PatchbayError('vault_unavailable', { cause: `${vaultSentinel}: ${reason}` })
