import type { Actor } from '#src/access/Actor.ts'
import type { Trace } from '#src/engine/audit/Trace.ts'
import type { CompiledAuthMethod, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { judgeRefreshFault, type RefreshFault } from '#src/engine/connections/judgeRefreshFault.ts'
import { isPatchbayError, PatchbayError } from '#src/engine/errors.ts'
import { canRenew } from '#src/engine/oauth/applyGrant.ts'
import { isGrantFault } from '#src/engine/oauth/GrantFault.ts'
import { obtainToken } from '#src/engine/oauth/obtainToken.ts'
import type { OAuthClient } from '#src/engine/oauth/OAuthClient.ts'
import type { TokenGrant } from '#src/engine/oauth/TokenGrant.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import { failpoint } from './failpoint.ts'
import { keepGrant } from './keepGrant.ts'
import { openClient } from './openClient.ts'
import type { RefreshResult } from './RefreshResult.ts'
import { refusedGrant } from './refusedGrant.ts'
import { runtime } from './runtime.ts'
import { readRenewable, type Renewable } from './stores/readRenewable.ts'
import { type RefreshLease, releaseLease, writeIntent } from './stores/refreshLease.ts'
import { saveRefreshFault } from './stores/saveRefreshFault.ts'
import { takeBackGrant } from './takeBackGrant.ts'

type Fetching = { found: Renewable; lease: RefreshLease; actor: Actor | { kind: 'system' }; trace: Trace; /** How long the provider has. */ exchangeMs: number }

/** Everything the exchange needs, in memory only. `clock` goes on from the database's time of the lease. */
export type Exchange = Fetching & { method: CompiledAuthMethod; values: CredentialValues; clock: () => Date }

/**
 * One exchange under a lease: everything that can fail without the provider fails first; then the intent is written,
 * the provider is asked, and its answer is sealed and stored before anything else happens.
 */
export async function exchangeUnderLease({ found, lease, actor, trace, exchangeMs }: Fetching): Promise<RefreshResult> {
  failpoint('after_lease')
  const startedAt = performance.now()
  const clock = (): Date => new Date(lease.takenAt.getTime() + Math.round(performance.now() - startedAt))
  const { pool } = runtime()
  const { record } = found
  let exchange: Exchange | null = null
  try {
    exchange = { found, lease, actor, trace, exchangeMs, clock, ...openValues(found) }
    const { method, values } = exchange
    // A grant without a refresh token: the test says what it is worth.
    if (!canRenew({ method, refreshToken: values.refreshToken })) return await giveBack({ found, lease })
    const client = await openClient({ compiled: found.provider.compiled, method, values, pool })
    if (!(await writeIntent({ pool, lease, envelope: record.sealed?.envelope ?? '' }))) return afterwards(found)
    failpoint('before_exchange')
    const grant = await askProvider({ ...exchange, client })
    failpoint('after_exchange')
    const kept = await keepGrant({ exchange, grant })
    failpoint('after_store')
    if (kept !== null) return { outcome: 'refreshed', record: kept }
    await takeBackGrant({ exchange, grant })
    return afterwards(found)
  } catch (cause) {
    const fault = faultOf(cause)
    if (fault !== null && exchange !== null) return recordFault({ exchange, fault, cause: cause as PatchbayError })
    // Nothing was asked, or the answer could not be stored: the intent, where there is one, stays and says so.
    await releaseLease({ pool, lease }).catch(() => undefined)
    throw cause
  }
}

/** Opens the credential and seals it again for nothing: a key that cannot seal must not cost a token. */
function openValues({ record, provider }: Renewable): Pick<Exchange, 'method' | 'values'> {
  const { dataKeys } = runtime()
  if (record.sealed === null) throw new PatchbayError('connection_disconnected')
  const method = findAuthMethod({ compiled: provider.compiled, key: record.authMethod })
  const values = openCredential(dataKeys, record.sealed)
  sealCredential(dataKeys, { ...record.sealed, values })
  return { method, values }
}

/** Where the refresh token is refused, the one before it is tried once while its grace lasts: the service may not have kept the last exchange. */
async function askProvider({ found, method, values, client, clock, exchangeMs }: Exchange & { client: OAuthClient }): Promise<TokenGrant> {
  const { egress } = runtime()
  const agreedHosts = found.record.sealed?.agreedHosts ?? []
  const ask = (usePrevious: boolean): Promise<TokenGrant> =>
    obtainToken({ egress, compiled: found.provider.compiled, method, client, values, agreedHosts, now: clock(), signal: AbortSignal.timeout(exchangeMs), usePrevious })
  try {
    return await ask(false)
  } catch (cause) {
    const { previousUntil } = found.record.tokens
    const hasPrevious = values.previousRefreshToken !== undefined && previousUntil !== null && previousUntil > clock()
    if (!hasPrevious || !isGrantFault(cause) || cause.kind !== 'permanent') throw cause
    const grant = await ask(true)
    // Without a new one the token that was shown stays in force (RFC 6749 section 6), and that is not the one that was refused.
    return { ...grant, refreshToken: grant.refreshToken ?? values.previousRefreshToken ?? null }
  }
}

/** What the exchange says of itself; what could not even begin for want of a client or a consent is nobody's refusal. */
function faultOf(cause: unknown): RefreshFault | null {
  if (isGrantFault(cause)) return cause
  if (!isPatchbayError(cause) || !['built_in_missing', 'host_consent_required', 'validation_failed'].includes(cause.code)) return null
  return { kind: 'configuration', code: cause.code, note: cause.note, retryAfterSeconds: undefined, wasSent: false, wasRefused: false }
}

type Failing = { exchange: Exchange; fault: RefreshFault; cause: PatchbayError }

async function recordFault({ exchange: { found, lease, method, clock, actor, trace }, fault, cause }: Failing): Promise<RefreshResult> {
  const { pool } = runtime()
  const { record, provider } = found
  const { mode, graceSeconds } = (method.oauth ?? method.exchange ?? method.app)?.refresh ?? { mode: 'none' as const, graceSeconds: 0 }
  const standing = { mode, graceSeconds, tokenExpiresAt: record.tokens.expiresAt, failures: record.tokens.failures, hadOpenIntent: lease.hasOpenIntent }
  const verdict = judgeRefreshFault({ fault, standing, now: clock(), random: Math.random() })
  const isSaved = await saveRefreshFault({ pool, lease, record, verdict, code: fault.code, actor, trace })
  if (!isSaved) return giveBack({ found, lease })
  const tokens = { ...record.tokens, refreshDueAt: verdict.refreshDueAt, failures: verdict.failures }
  if (verdict.reason === null) return { outcome: 'transient', record: { ...record, tokens }, fault: cause }
  const refusal = refusedGrant({ compiled: provider.compiled, record, code: verdict.reason, note: verdict.note ?? undefined })
  return { outcome: 'error', record: { ...record, status: 'error', statusReason: verdict.reason, tokens }, fault: refusal }
}

/** Nothing to write down here: others may try, and what stands in the row is the answer. */
async function giveBack({ found, lease }: Pick<Fetching, 'found' | 'lease'>): Promise<RefreshResult> {
  await releaseLease({ pool: runtime().pool, lease }).catch(() => undefined)
  return afterwards(found)
}

/** The row moved on while the provider was asked: what stands there now is the answer. */
async function afterwards({ record }: Renewable): Promise<RefreshResult> {
  const now = await readRenewable({ pool: runtime().pool, id: record.id })
  if (now === null) throw new PatchbayError('not_found')
  if (now.record.sealed === null) throw new PatchbayError('connection_disconnected')
  return { outcome: now.record.sealed.envelope === record.sealed?.envelope ? 'unchanged' : 'refreshed', record: now.record }
}
