import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import { concreteHosts } from '../catalog/concreteHosts.ts'
import type { Egress } from '../egress/Egress.ts'
import { readLimited } from '../egress/readLimited.ts'
import { isPatchbayError, PatchbayError } from '../errors.ts'
import { buildTestRequest } from './buildTestRequest.ts'
import { checkHost } from './checkHost.ts'
import { explainFault } from './explainFault.ts'
import { explainTest, type TestAnswer, type TestOutcome } from './explainTest.ts'

const maxBytes = 1_048_576

type TestQuestion = {
  egress: Egress
  compiled: CompiledProvider
  method: CompiledAuthMethod
  values: CredentialValues
  /** Host patterns the owner agreed to; for a connection not made yet, the row's own (`concreteHosts`). */
  agreedHosts: string[]
  signal?: AbortSignal
  now?: () => Date
  /** For the whole test, the answer's body included. */
  timeoutMs?: number
  /** Hears of the answer before it is judged; it is not redacted yet. */
  onAnswer?: (answer: TestAnswer) => void
}

/** Whether there is a request that can prove a credential of this method; without one a connection stays `pending`. */
export const hasTest = ({ compiled, method }: Pick<TestQuestion, 'compiled' | 'method'>): boolean =>
  method.test !== null && (method.test.service === null ? compiled.baseUrl !== null : Object.hasOwn(compiled.services, method.test.service))

/**
 * Proves a credential with the row's test request: one read-only call, 10 s, 1 MB. Whatever the provider does is an
 * outcome, never an exception. `code` is the error the outcome would be (`credential_rejected` is the only one that
 * speaks against the credential itself); no text of the outcome holds a credential value.
 *
 * @throws PatchbayError `validation_failed` or `credential_format` when the values cannot make a request, and what
 *   `signal` was aborted with
 */
export async function testCredential({ egress, compiled, method, values, agreedHosts, signal, now = () => new Date(), timeoutMs = 10_000, onAnswer }: TestQuestion): Promise<TestOutcome> {
  const startedAt = now()
  const finish = (verdict: Omit<TestOutcome, 'latencyMs'>): TestOutcome => ({ ...verdict, latencyMs: Math.max(0, now().getTime() - startedAt.getTime()) })
  const { test } = method
  if (test === null || !hasTest({ compiled, method })) {
    const error = new PatchbayError('provider_unavailable', { message: `${compiled.name} has no test request, so its credentials cannot be tested.` })
    return finish(explainFault({ name: compiled.name, host: '', error, timeoutMs }))
  }
  const request = buildTestRequest({ compiled, method, test, values })
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    checkHost({ url: request.url, rowHosts: concreteHosts({ compiled, method, values }), agreedHosts })
    const response = await egress.send({ method: test.method, ...request, signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]), headersTimeoutMs: timeoutMs })
    const left = Math.max(1, timeoutMs - (now().getTime() - startedAt.getTime()))
    const body = await readLimited(response.body, { maxBytes, timeoutMs: left })
    const answer = { status: response.status, headers: response.headers, body }
    onAnswer?.(answer)
    return finish(explainTest({ compiled, method, test, values, answer, now: now() }))
  } catch (cause) {
    signal?.throwIfAborted()
    const error = deadline.aborted ? new PatchbayError('provider_timeout', { cause }) : cause
    if (!isPatchbayError(error)) throw error
    return finish(explainFault({ name: compiled.name, host: request.url.host, error, timeoutMs }))
  }
}
