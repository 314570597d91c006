import type { CredentialValues } from '../catalog/CompiledProvider.ts'
import { PatchbayError } from '../errors.ts'
import type { WrappedDataKey } from '../ports.ts'
import { buildAad } from './buildAad.ts'
import type { DataKeys } from './DataKeys.ts'
import { sealBytes } from './sealBytes.ts'

export type SealInput = {
  values: CredentialValues
  /** Account id, or `platform`; must be the owner of `dataKey`. */
  owner: string
  vaultId: string
  providerId: string
  agreedHosts: readonly string[]
  dataKey: WrappedDataKey
}

/**
 * Seals all fields of a credential as one envelope, bound to owner, vault id, provider and agreed hosts (see `buildAad`).
 * Values may be any strings: JSON escapes lone surrogates, so they come back as they went in.
 * Errors: `validation_failed` (a value that is not text), `payload_too_large`, `key_unavailable`, `vault_unavailable`.
 */
export function sealCredential(dataKeys: DataKeys, { values, owner, vaultId, providerId, agreedHosts, dataKey }: SealInput): { envelope: string; aadVersion: 1 } {
  if (owner !== dataKey.owner) throw new PatchbayError('internal', { message: 'A data key may only seal what belongs to its owner.' })
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string') throw new PatchbayError('validation_failed', { message: 'Each credential field must be text.', field: `credentialPayload.${name}` })
  }
  const aad = buildAad({ owner, vaultId, providerId, dataKeyId: dataKey.id, agreedHosts })
  const plaintext = Buffer.from(JSON.stringify(values), 'utf8')
  const key = dataKeys.plain(dataKey)
  try {
    return { envelope: sealBytes({ key, plaintext, aad }), aadVersion: 1 }
  } finally {
    key.fill(0)
    plaintext.fill(0)
  }
}
