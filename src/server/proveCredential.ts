import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import type { TestResult } from '#src/engine/connections/ConnectionView.ts'
import { toLastTest } from '#src/engine/connections/LastTest.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { ConnectionEvent } from '#src/engine/connections/nextStatus.ts'
import { hasTest, testCredential } from '#src/engine/verify/testCredential.ts'
import { refuseGivenUp } from './refuseGivenUp.ts'
import { runtime } from './runtime.ts'

export type Proof = {
  event: Extract<ConnectionEvent, 'credential_tested' | 'credential_unverified'>
  /** null when nothing was sent. */
  result: TestResult | null
  /** What saving it agrees to, as the row stood when it was tested. */
  terms: string[]
  /** Columns that come from the service's answer. */
  learned: Record<string, unknown>
}

type Question = { compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; shouldTest: boolean; signal?: AbortSignal | null }

/**
 * Tests a credential that is about to be saved. Refused, or cannot be told: nothing may be saved, so this throws the
 * test's own code with the service's words as a note.
 * @throws PatchbayError codes of a failed test, e.g. `credential_rejected`, `provider_timeout`; `conflict` when `signal` was aborted
 */
export async function proveCredential({ compiled, method, values, shouldTest, signal }: Question): Promise<Proof> {
  const terms = agreementOf({ compiled, method, values })
  if (!shouldTest || !hasTest({ compiled, method })) return { event: 'credential_unverified', result: null, terms, learned: { lastTestedAt: null, lastTest: null, identity: null, scopes: [] } }
  const { scopes, ...result } = await testCredential({ egress: runtime().egress, compiled, method, values, agreedHosts: terms, signal: signal ?? undefined }).catch((cause: unknown) => {
    refuseGivenUp({ signal })
    throw cause
  })
  if (!result.ok) throw new PatchbayError(result.code ?? 'provider_error', { message: result.message, field: 'credentialPayload', note: result.note })
  return { event: 'credential_tested', result, terms, learned: { lastTestedAt: new Date().toISOString(), lastTest: toLastTest(result), identity: result.identity ?? null, scopes: scopes ?? [] } }
}
