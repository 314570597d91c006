import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import { takesToken } from '#src/engine/catalog/takesToken.ts'
import type { TestResult } from '#src/engine/connections/ConnectionView.ts'
import { toLastTest } from '#src/engine/connections/LastTest.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { ConnectionEvent } from '#src/engine/connections/nextStatus.ts'
import { isGrantFault } from '#src/engine/oauth/GrantFault.ts'
import { hasTest, testCredential } from '#src/engine/verify/testCredential.ts'
import { fetchTokens, type FetchedTokens, lateTokens } from './fetchTokens.ts'
import { refuseGivenUp } from './refuseGivenUp.ts'
import { runtime } from './runtime.ts'

export type Proof = {
  event: Extract<ConnectionEvent, 'credential_tested' | 'credential_unverified'>
  /** null when nothing was sent. */
  result: TestResult | null
  /** The fields, with what the service filled in. */
  values: CredentialValues
  /** What saving it agrees to, as the row stood when it was tested. */
  terms: string[]
  /** Columns that come from the service's answer, and the tokens that are sealed with the fields. */
  learned: Record<string, unknown>
}

type Question = {
  compiled: CompiledProvider
  method: CompiledAuthMethod
  values: CredentialValues
  shouldTest: boolean
  signal?: AbortSignal | null
  /** What a person's consent gave; methods that need none fetch their own. */
  tokens?: FetchedTokens
  /** A test that cannot tell leaves it unverified: a consent cannot be given twice at will. */
  mayBeUntold?: boolean
}

const untested = { lastTestedAt: null, lastTest: null, identity: null }

/**
 * Tests a credential that is about to be saved, after it became a token where its method makes one. Refused, or cannot
 * be told: nothing may be saved, so this throws the test's own code with the service's words as a note.
 * @throws PatchbayError codes of a failed test, e.g. `credential_rejected`, `provider_timeout`; those of fetchTokens; `conflict` when `signal` was aborted
 */
export async function proveCredential({ compiled, method, values: given, shouldTest, signal, tokens: granted, mayBeUntold = false }: Question): Promise<Proof> {
  const tokens = granted ?? (takesToken(method.type) ? await tokensFor({ compiled, method, values: given, shouldTest, signal }) : null)
  const values = { ...given, ...tokens?.captured }
  const terms = agreementOf({ compiled, method, values })
  const ofTokens = tokens === null ? {} : { tokens: tokens.sealable, ...(tokens.endsAt === undefined ? {} : { expiresAt: tokens.endsAt }) }
  if (!shouldTest || !hasTest({ compiled, method })) {
    return { event: 'credential_unverified', result: null, values, terms, learned: { ...untested, scopes: tokens?.scopes ?? [], ...ofTokens } }
  }
  const { scopes, ...result } = await testCredential({ egress: runtime().egress, compiled, method, values: { ...values, ...tokens?.sealable.values }, agreedHosts: terms, signal: signal ?? undefined }).catch((cause: unknown) => {
    refuseGivenUp({ signal })
    throw cause
  })
  const isUntold = !result.ok && mayBeUntold && result.code !== 'credential_rejected'
  if (!result.ok && !isUntold) throw new PatchbayError(result.code ?? 'provider_error', { message: result.message, field: 'credentialPayload', note: result.note })
  const learned = { lastTestedAt: new Date().toISOString(), lastTest: toLastTest(result), identity: result.identity ?? null, scopes: tokens?.scopes ?? scopes ?? [], ...ofTokens }
  return { event: isUntold ? 'credential_unverified' : 'credential_tested', result, values, terms, learned }
}

/** Saved without asking anybody, it is turned into a token when it is first used. */
async function tokensFor({ compiled, method, values, shouldTest, signal }: Omit<Question, 'tokens'>): Promise<FetchedTokens> {
  if (!shouldTest) return lateTokens
  return fetchTokens({ compiled, method, values, signal }).catch((cause: unknown) => {
    refuseGivenUp({ signal })
    // Told like a test that did not pass: it is about the credential, and nothing was saved.
    if (!isGrantFault(cause) || cause.field !== undefined) throw cause
    const { code, message, hint, note, retryAfterSeconds } = cause
    throw new PatchbayError(code, { message, hint, field: 'credentialPayload', ...(note === undefined ? {} : { note }), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) })
  })
}
