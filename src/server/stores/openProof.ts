import { PatchbayError } from '#src/engine/errors.ts'
import type { WrappedDataKey } from '#src/engine/ports.ts'
import type { DataKeys } from '#src/engine/vault/DataKeys.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'

/** The known sealed value, and the fixed parts of its place, which belongs to no row. */
export const knownProof = {
  values: { known: 'this value opens with the right key' },
  place: { owner: 'platform', vaultId: '00000000-0000-0000-0000-000000000000', providerId: '00000000-0000-0000-0000-000000000000', agreedHosts: [] as string[] },
}

/**
 * Opens the platform's known value with the loaded key.
 * @throws PatchbayError `key_unavailable`, `vault_unavailable`
 */
export function openProof({ dataKeys, dataKey, envelope }: { dataKeys: DataKeys; dataKey: WrappedDataKey; envelope: string }): void {
  const opened = openCredential(dataKeys, { ...knownProof.place, dataKey, aadVersion: 1, envelope })
  if (opened.known !== knownProof.values.known) throw new PatchbayError('vault_unavailable')
}
