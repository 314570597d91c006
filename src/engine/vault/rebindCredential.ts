import type { SealedCredential } from '../ports.ts'
import type { DataKeys } from './DataKeys.ts'
import { openCredential } from './openCredential.ts'
import { sealCredential } from './sealCredential.ts'

/**
 * Seals a credential anew under other agreed hosts (host consent given, or hosts withdrawn); everything else stays, and
 * the plaintext does not leave this function. Errors: those of `openCredential`.
 */
export function rebindCredential(dataKeys: DataKeys, sealed: SealedCredential, agreedHosts: readonly string[]): { envelope: string; aadVersion: 1 } {
  return sealCredential(dataKeys, { ...sealed, values: openCredential(dataKeys, sealed), agreedHosts })
}
