import { nameOf } from './holdGrant.ts'
import type { Proof } from './proveCredential.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'

/** Whom a connection is with stays known where nobody could tell who answered this time; it is not verified then. */
export function keepIdentity({ found, proof }: { found: StoredConnection | null; proof: Proof }): Proof {
  const was = found?.row.identity ?? null
  if (was === null || nameOf(proof.learned.identity) !== null) return proof
  return { ...proof, event: 'credential_unverified', learned: { ...proof.learned, identity: was } }
}
