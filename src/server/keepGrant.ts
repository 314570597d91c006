import { setTimeout as sleep } from 'node:timers/promises'
import type { CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { nextStatus } from '#src/engine/connections/nextStatus.ts'
import { applyGrant } from '#src/engine/oauth/applyGrant.ts'
import type { TokenGrant } from '#src/engine/oauth/TokenGrant.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import type { Exchange } from './exchangeUnderLease.ts'
import { refreshTimes } from './refreshTimes.ts'
import { runtime } from './runtime.ts'
import { readRenewable } from './stores/readRenewable.ts'
import { saveGrant } from './stores/saveGrant.ts'
import { toPatchbayError } from './toPatchbayError.ts'

type Keeping = { exchange: Exchange; grant: TokenGrant }

/**
 * Seals and stores what the provider gave. It may be the only copy of the only valid token, so it is held until it is
 * stored: over a database that is away, and over somebody who sealed the same tokens anew meanwhile (consent to a host).
 * @returns the connection as stored, or null when its credential was replaced or destroyed meanwhile
 * @throws PatchbayError `database_unavailable` when the database stayed away
 */
export async function keepGrant({ exchange, grant }: Keeping): Promise<ConnectionRecord | null> {
  const applied = applyGrant({ method: exchange.method, values: exchange.values, grant, now: exchange.clock(), random: Math.random })
  const until = performance.now() + refreshTimes.saveMs
  let target: Target = { record: exchange.found.record, values: exchange.values }
  const written = new Map<string, ConnectionRecord>()
  for (let pauseMs = 50; ; pauseMs = Math.min(1_000, pauseMs * 2)) {
    try {
      const stored = await store({ exchange, target, applied, written })
      if (stored !== null) return stored
      const again = await findAgain({ exchange, written })
      if (again === null) return null
      const known = written.get(again.record.sealed?.envelope ?? '')
      if (known !== undefined) return known
      target = again
    } catch (cause) {
      if (toPatchbayError(cause).code !== 'database_unavailable' || performance.now() > until) throw cause
      await sleep(pauseMs)
    }
  }
}

type Target = { record: ConnectionRecord; values: CredentialValues }
type Storing = { exchange: Exchange; target: Target; applied: ReturnType<typeof applyGrant>; /** By envelope: what a write whose confirmation was lost has left there. */ written: Map<string, ConnectionRecord> }

async function store({ exchange, target: { record, values }, applied, written }: Storing): Promise<ConnectionRecord | null> {
  const { dataKeys, pool } = runtime()
  // Nor where its key was destroyed with the account.
  if (record.sealed === null || dataKeys.isDestroyed(record.sealed.dataKey.id)) return null
  const { tokens, tokenExpiresAt, refreshDueAt, previousUntil, scopes } = applied
  const { accessToken: _a, refreshToken: _r, previousRefreshToken: _p, ...fields } = values
  const sealed = sealCredential(dataKeys, { ...record.sealed, values: { ...fields, ...tokens } })
  const next: ConnectionRecord = {
    ...record,
    status: nextStatus({ status: record.status, event: 'refreshed' }) ?? record.status,
    sealed: { ...record.sealed, ...sealed },
    tokens: { expiresAt: tokenExpiresAt, refreshDueAt, previousUntil, intentAt: null, failures: 0 },
  }
  written.set(sealed.envelope, next)
  const { lease, actor, trace } = exchange
  const isSaved = await saveGrant({ pool, lease, record, sealed, tokenExpiresAt, refreshDueAt, previousUntil, scopes, actor, trace })
  return isSaved ? next : null
}

/** The row again, if what it holds is still what was exchanged, or what was just written. Null: it is somebody else's by now. */
async function findAgain({ exchange: { found, lease, values }, written }: { exchange: Exchange; written: Storing['written'] }): Promise<Target | null> {
  const now = await readRenewable({ pool: runtime().pool, id: found.record.id })
  if (now === null || now.record.sealed === null) return null
  if (written.has(now.record.sealed.envelope)) return { record: now.record, values }
  const isOurs = now.row.lease_owner === lease.owner && Number(now.row.lease_fence) === lease.fence
  if (!isOurs) return null
  const held = openCredential(runtime().dataKeys, now.record.sealed)
  const isSame = held.accessToken === values.accessToken && held.refreshToken === values.refreshToken
  return isSame ? { record: now.record, values: held } : null
}
