import { agreementOf, marksOf } from '#src/engine/catalog/agreementOf.ts'
import { capturedNames } from '#src/engine/catalog/capturedNames.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { applyGrant } from '#src/engine/oauth/applyGrant.ts'
import { lookUpFields } from '#src/engine/oauth/lookUpFields.ts'
import { obtainToken } from '#src/engine/oauth/obtainToken.ts'
import type { OAuthClient } from '#src/engine/oauth/OAuthClient.ts'
import type { TokenGrant } from '#src/engine/oauth/TokenGrant.ts'
import { openClient } from './openClient.ts'
import { runtime } from './runtime.ts'
import { readClock } from './stores/readClock.ts'

/** Tokens on their way into an envelope. In memory only. */
export type FetchedTokens = {
  /** As hooks/sealCredentials takes them. */
  sealable: { values: CredentialValues; tokenExpiresAt: string | null; refreshDueAt: string | null; previousUntil: string | null }
  /** What was granted; null = the service did not say. */
  scopes: string[] | null
  /** Plain fields whose value the service gave. */
  captured: CredentialValues
  /** When all of it ends, where nothing can renew it; undefined = says nothing about that. */
  endsAt?: string | null
}

/** For a credential that is saved without asking anybody: a first token is due at once. */
export const lateTokens: FetchedTokens = { sealable: { values: {}, tokenExpiresAt: null, refreshDueAt: new Date(0).toISOString(), previousUntil: null }, scopes: null, captured: {} }

/** An exchange at a provider takes seconds; longer than a test may take, people do not wait. */
const timeoutMs = 20_000

type Question = { compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; signal?: AbortSignal | null | undefined }

/**
 * A first access token of a credential that needs no person: client credentials, a login call, an app's key. The
 * account agrees to the exchange by saving, so that its marks are those of the row as it is.
 * @throws GrantFault; `built_in_missing`
 */
export async function fetchTokens({ compiled, method, values, signal }: Question): Promise<FetchedTokens> {
  const client = await openClient({ compiled, method, values })
  const now = await readClock(runtime())
  const grant = await obtainToken({ egress: runtime().egress, compiled, method, client, values, agreedHosts: termsBefore({ compiled, method, values }), now, signal: deadlineOf(signal) })
  return toTokens({ method, values, grant: await withLookup({ compiled, method, client, values, grant, signal }), now })
}

type Looking = Question & { client: OAuthClient; grant: TokenGrant }

/** What the row asks of the service once, with the first token; the account agrees to it by saving. */
export async function withLookup({ compiled, method, client, values, grant, signal }: Looking): Promise<TokenGrant> {
  const found = await lookUpFields({ egress: runtime().egress, compiled, method, client, values, agreedHosts: marksOf({ compiled, method }), accessToken: grant.accessToken, now: new Date(), signal: deadlineOf(signal) })
  return { ...grant, captured: { ...grant.captured, ...found } }
}

/** What saving it agrees to, as far as that is known before the answer: a host may be what the answer gives. */
function termsBefore({ compiled, method, values }: Omit<Question, 'signal'>): string[] {
  const given = capturedNames(method)
  return method.hostFields.some((name) => given.has(name)) ? marksOf({ compiled, method }) : agreementOf({ compiled, method, values })
}

/** The caller's own signal, and the time an exchange may take. */
export const deadlineOf = (signal: AbortSignal | null | undefined): AbortSignal => {
  const deadline = AbortSignal.timeout(timeoutMs)
  return signal == null ? deadline : AbortSignal.any([signal, deadline])
}

type Given = { method: CompiledAuthMethod; values: CredentialValues; grant: TokenGrant; /** From before it was asked for, by the database's clock: lifetimes count from then. */ now: Date }

/** What a service gave, ready to be sealed. */
export function toTokens({ method, values, grant, now }: Given): FetchedTokens {
  const { tokens, tokenExpiresAt, refreshDueAt, previousUntil, scopes } = applyGrant({ method, values, grant, now, random: Math.random })
  const isoOf = (date: Date | null): string | null => date?.toISOString() ?? null
  const declared = new Set(method.fields.filter((field) => !field.secret).map((field) => field.name))
  const ofPerson = method.type === 'oauth2_code' ? { endsAt: tokens.refreshToken ? null : isoOf(tokenExpiresAt) } : {}
  return {
    sealable: { values: tokens, tokenExpiresAt: isoOf(tokenExpiresAt), refreshDueAt: isoOf(refreshDueAt), previousUntil: isoOf(previousUntil) },
    scopes,
    captured: Object.fromEntries(Object.entries(grant.captured ?? {}).filter(([name]) => declared.has(name))),
    ...ofPerson,
  }
}
