import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import type { ProviderRevocation } from '#src/engine/connections/Revocation.ts'
import { revokeGrant } from '#src/engine/oauth/revokeGrant.ts'
import type { SealedCredential } from '#src/engine/ports.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { openClient } from './openClient.ts'
import { runtime } from './runtime.ts'
import { type ClaimedRevocation, claimRevocation, endRevocation, postponeRevocation, type RevocationEnd } from './stores/revocations.ts'
import { toPatchbayError } from './toPatchbayError.ts'

/** After so many tries, over some 17 hours, it has failed: what is kept of the credential for it goes. */
const triesAtMost = 10

/**
 * Asks a provider to revoke a credential that is destroyed here already, and writes down what came of it. Tried again
 * later where it could not be told; never throws, since nothing waits for it.
 */
export async function tellProvider({ id, timeoutMs }: { id: string; timeoutMs: number }): Promise<ProviderRevocation> {
  const { pool } = runtime()
  const claimed = await claimRevocation({ pool, id, forSeconds: Math.ceil(timeoutMs / 1000) + 30 }).catch(() => null)
  if (claimed === null) return 'queued'
  try {
    if (claimed.sealed === null) return await giveUp({ id, code: 'key_unavailable' })
    const state = await revoke({ claimed: { ...claimed, sealed: claimed.sealed }, signal: AbortSignal.timeout(timeoutMs) })
    if (state === 'failed') return await tryLater({ claimed, code: 'provider_error' })
    await endRevocation({ pool, id, state, code: null })
    return state
  } catch (error) {
    const { code } = toPatchbayError(error)
    return tryLater({ claimed, code }).catch(() => 'queued')
  }
}

type Revoke = { claimed: ClaimedRevocation & { sealed: SealedCredential }; signal: AbortSignal }

async function revoke({ claimed: { sealed, provider, authMethod }, signal }: Revoke): Promise<RevocationEnd> {
  const { compiled } = provider
  const method = findAuthMethod({ compiled, key: authMethod })
  const { dataKeys, egress, pool } = runtime()
  const values = openCredential(dataKeys, sealed)
  const client = await openClient({ pool, compiled, method, values })
  return revokeGrant({ egress, compiled, method, client, values, agreedHosts: sealed.agreedHosts, now: new Date(), signal })
}

/** What no later try can mend: the row names another way. A key that this process has not been given may come with the next start. */
const hopeless = new Set(['unknown_auth_method', 'host_consent_required'])

async function tryLater({ claimed: { id, attempts }, code }: { claimed: ClaimedRevocation; code: string }): Promise<ProviderRevocation> {
  const { pool } = runtime()
  if (attempts >= triesAtMost || hopeless.has(code)) return giveUp({ id, code })
  await postponeRevocation({ pool, id, seconds: 60 * 2 ** (attempts - 1), code })
  return 'queued'
}

async function giveUp({ id, code }: { id: string; code: string }): Promise<'failed'> {
  await endRevocation({ pool: runtime().pool, id, state: 'failed', code })
  return 'failed'
}
