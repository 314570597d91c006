import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import { concreteHosts } from '../catalog/concreteHosts.ts'
import type { DryRunReport } from '../catalog/DryRunReport.ts'
import type { TestResult } from '../connections/ConnectionView.ts'
import type { Egress } from '../egress/Egress.ts'
import { hideSecrets } from './hideSecrets.ts'
import { showAnswer } from './showAnswer.ts'
import { showRequest } from './showRequest.ts'
import type { TestAnswer } from './explainTest.ts'
import { hasTest, testCredential } from './testCredential.ts'

type Question = { egress: Egress; compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; signal?: AbortSignal; timeoutMs?: number }

/**
 * Runs a row's test with a credential that is nobody's yet, and tells all there is to tell of it: the request, the
 * verdict, the answer, each with dots for the secrets. Limits as for `testCredential`.
 *
 * @throws PatchbayError `validation_failed` or `credential_format` when the values cannot make a request
 */
export async function dryRun({ egress, compiled, method, values, signal, timeoutMs }: Question): Promise<DryRunReport> {
  const { test } = method
  const request = test !== null && hasTest({ compiled, method }) ? showRequest({ compiled, method, test, values }) : null
  let answer: TestAnswer | null = null
  const agreedHosts = concreteHosts({ compiled, method, values })
  const { scopes, ...result } = await testCredential({ egress, compiled, method, values, agreedHosts, signal, timeoutMs, onAnswer: (given) => (answer = given) })
  const hide = hideSecrets({ method, values })
  return {
    authMethod: method.key,
    request,
    result: hideTexts({ result, hide }),
    scopes: scopes === null ? null : scopes.map(hide),
    answer: answer === null ? null : showAnswer({ method, values, answer }),
  }
}

/** The texts that came from outside. */
function hideTexts({ result: { message, note, identity, ...result }, hide }: { result: TestResult; hide: (text: string) => string }): TestResult {
  const hideOrNull = (text: string | null): string | null => (text === null ? null : hide(text))
  return {
    ...result,
    message: hide(message),
    ...(note === undefined ? {} : { note: hide(note) }),
    ...(identity === undefined ? {} : { identity: { label: hideOrNull(identity.label), id: hideOrNull(identity.id) } }),
  }
}
