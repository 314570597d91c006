import type { ProviderRevocation } from '#src/engine/connections/Revocation.ts'
import { runtime } from './runtime.ts'
import { findWaitingRevocation } from './stores/revocations.ts'
import { tellProvider } from './tellProvider.ts'

/** Whoever revoked waits so long for the provider, and no longer: the worker goes on from there. */
const timeoutMs = 5_000

/** The first try to tell the provider, once the credential is destroyed here; `unsupported` where there is nothing to tell. */
export async function tellAtOnce({ connection }: { connection: string }): Promise<ProviderRevocation> {
  const id = await findWaitingRevocation({ pool: runtime().pool, connection })
  return id === null ? 'unsupported' : tellProvider({ id, timeoutMs })
}
