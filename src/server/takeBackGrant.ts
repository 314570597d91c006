import { applyGrant } from '#src/engine/oauth/applyGrant.ts'
import type { TokenGrant } from '#src/engine/oauth/TokenGrant.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import type { Exchange } from './exchangeUnderLease.ts'
import { runtime } from './runtime.ts'
import { queueLateGrant } from './stores/queueLateGrant.ts'
import { tellProvider } from './tellProvider.ts'

/** Whoever asked for a token waits so long for the provider, and no longer: the worker goes on from there. */
const timeoutMs = 5_000

/**
 * A grant that nobody may use any more, because its connection was revoked or deleted while the provider gave it: the
 * provider was told of the token before it, and a service that rotates tokens knows that one no longer. A credential
 * that was replaced takes nothing back: the new one may be of the same grant.
 */
export async function takeBackGrant({ exchange: { found: { record }, method, values, clock }, grant }: { exchange: Exchange; grant: TokenGrant }): Promise<void> {
  const { pool, dataKeys } = runtime()
  // With the account its key went too, and what cannot be sealed is kept nowhere.
  if (record.sealed === null || dataKeys.isDestroyed(record.sealed.dataKey.id)) return
  const { accessToken: _a, refreshToken: _r, previousRefreshToken: _p, ...fields } = values
  const { tokens } = applyGrant({ method, values, grant, now: clock(), random: Math.random })
  const sealed = { ...record.sealed, ...sealCredential(dataKeys, { ...record.sealed, values: { ...fields, ...tokens } }) }
  const id = await queueLateGrant({ pool, connection: record.id, sealed })
  if (id !== null) await tellProvider({ id, timeoutMs })
}
