import type { PayloadRequest } from 'payload'
import type { Revocation } from '#src/engine/connections/Revocation.ts'
import { keepForRevocation } from './stores/keepForRevocation.ts'
import { destroyedCredential } from './stores/saveConnection.ts'

/**
 * The columns of a connection whose credential is destroyed, to be written in the transaction that is under way. Where the
 * provider has a way to revoke it, the sealed value waits apart until the provider was told.
 */
export async function destroyCredential({ req, id }: { req: PayloadRequest; id: string }): Promise<Record<string, unknown>> {
  const kept = await keepForRevocation({ req, connection: id })
  if (kept === null) return { ...destroyedCredential }
  const { provider, destroyedAt } = kept
  return { ...destroyedCredential, revocation: { destroyedAt, provider, endedAt: provider === 'queued' ? null : destroyedAt } satisfies Revocation }
}
