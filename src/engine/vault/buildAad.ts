import { hash } from 'node:crypto'
import { encodeParts } from './encodeParts.ts'

export type AadParts = {
  /** Account id, or `platform`. */
  owner: string
  vaultId: string
  providerId: string
  dataKeyId: string
  agreedHosts: readonly string[]
}

/**
 * What a sealed credential is bound to (AAD version 1): opening with any part changed fails, so an envelope copied to
 * another row, account or provider, or a row whose agreed hosts were widened in the database, yields nothing.
 * Order and repetition of the hosts do not matter.
 */
export function buildAad({ owner, vaultId, providerId, dataKeyId, agreedHosts }: AadParts): Buffer {
  const hosts = [...new Set(agreedHosts)].sort()
  const hostsHash = hash('sha256', encodeParts(hosts), 'buffer')
  return encodeParts(['patchbay/v1', owner, vaultId, providerId, dataKeyId, hostsHash])
}
