import type { CompiledAuthMethod, CompiledProvider, CredentialValues, TestRequest } from '../catalog/CompiledProvider.ts'
import type { TestResult } from '../connections/ConnectionView.ts'
import type { ErrorCode } from '../errors.ts'
import { decodeText } from './decodeText.ts'
import { findExplanation } from './findExplanation.ts'
import { isAuthFailure } from './isAuthFailure.ts'
import { knownSecrets } from './knownSecrets.ts'
import { parseJson } from './parseJson.ts'
import { parseRetryAfter } from './parseRetryAfter.ts'
import { readIdentity } from './readIdentity.ts'
import { readPointer } from './readPointer.ts'
import { readScopes } from './readScopes.ts'
import { tidyForeignText } from './tidyForeignText.ts'

export type TestAnswer = { status: number; headers: [name: string, value: string][]; body: Uint8Array }

/** `scopes` is for the store, not part of the wire's `result`; null = the service did not tell. */
export type TestOutcome = TestResult & { scopes: string[] | null }

type Question = { compiled: CompiledProvider; method: CompiledAuthMethod; test: TestRequest; values: CredentialValues; answer: TestAnswer; now: Date }

/** What one answer to the test request says about the credential, in plain words. Pure. */
export function explainTest({ compiled, method, test, values, answer, now }: Question): Omit<TestOutcome, 'latencyMs'> {
  const secrets = knownSecrets({ method, values })
  const header = (name: string): string | null => answer.headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? null
  const text = decodeText({ body: answer.body, contentEncoding: header('content-encoding'), maxBytes: 1_048_576 })
  const document = parseJson(text)
  const found = { document, headers: answer.headers, test, secrets }
  const scopes = readScopes(found)

  const { code, message } = judge({
    name: compiled.name,
    thing: nameOfThing(method),
    test,
    status: answer.status,
    isRefused: isAuthFailure({ authFailure: compiled.authFailure, status: answer.status, document }),
    hasFurtherRules: compiled.authFailure.also.some((rule) => rule.status === answer.status),
    document,
    isWebPage: /^\s*text\/html/i.test(header('content-type') ?? ''),
    missingScopes: scopes === null ? [] : method.requiredScopes.filter((scope) => !scopes.includes(scope)),
    retryAfterSeconds: parseRetryAfter({ value: header('retry-after'), now }),
  })
  if (code === null) {
    const identity = readIdentity(found)
    return { ok: true, message: tidyForeignText({ text: message(identity?.label ?? null), secrets, maxLength: 500 }), httpStatus: answer.status, ...(identity === undefined ? {} : { identity }), scopes }
  }
  const note = findExplanation({ text, document, errorAt: test.errorAt, secrets })
  return { ok: false, code, message: message(null), httpStatus: answer.status, ...(note === undefined ? {} : { note }), scopes }
}

type Evidence = {
  name: string
  thing: 'key' | 'sign-in' | 'authorization'
  test: TestRequest
  status: number
  isRefused: boolean
  /** The row looks into bodies of this status to tell a refused credential from other complaints. */
  hasFurtherRules: boolean
  document: unknown
  isWebPage: boolean
  missingScopes: string[]
  retryAfterSeconds: number | null
}

type Verdict = { code: ErrorCode | null; message: (label: string | null) => string }

function judge(evidence: Evidence): Verdict {
  const { name, thing, test, status, document } = evidence
  const say = (code: ErrorCode, message: string): Verdict => ({ code, message: () => message })
  const unclear = (happened: string): Verdict => say('provider_error', `${name} ${happened}. Your ${thing} was not judged. Try again, or save it unverified.`)
  const rejected = say('credential_rejected', `${name} did not accept this ${thing}. It may be mistyped, revoked or from another project. Check it and try again.`)

  // Some services say no to the test and thereby tell that the credential is good, only narrower than the test asks.
  if (isAcceptedAnswer({ test, status, document })) return { code: null, message: () => `${name} knows this ${thing}; what it may do is limited.` }
  if (evidence.isRefused) return rejected
  if (test.expect.includes(status)) {
    if (evidence.isWebPage) return unclear('answered with a web page where data was expected')
    const isReadable = test.okWhen === null && test.identity === null
    if (!isReadable && document === undefined) return unclear('gave an answer that cannot be read')
    if (test.okWhen !== null && readPointer(document, test.okWhen.pointer) !== test.okWhen.equals) {
      return evidence.hasFurtherRules ? unclear('said no for a reason that does not concern the credential') : rejected
    }
    if (evidence.missingScopes.length > 0) {
      return say('credential_lacks_permission', `The ${thing} works, but lacks ${listOf(evidence.missingScopes)}. Give it that permission in ${name}, then test again.`)
    }
    return { code: null, message: (label) => (label === null ? `${name} accepted this ${thing}.` : `${name} accepted this ${thing}, which belongs to ${label}.`) }
  }
  if (status === 403) return say('credential_lacks_permission', `The ${thing} works, but is not allowed to do what the test asks (${test.method} ${test.path}). Give it that permission in ${name}, then test again.`)
  if (status === 429) return say('rate_limited', `${name} asked us to slow down. Your ${thing} is probably fine. Test it again in ${waitText(evidence.retryAfterSeconds)}.`)
  if (status === 402) return say('provider_error', `${name} asks for payment before it answers. Your ${thing} is probably fine. Check the plan or the balance there.`)
  if (status === 404) return unclear(`has nothing at ${test.path}, so the provider row’s test path may be wrong: ask your platform admin`)
  if (status >= 300 && status < 400) return unclear('answered with a redirect, so the provider row’s address may be out of date')
  if (status >= 500) return unclear(`has trouble of its own (status ${status})`)
  return unclear(`answered with status ${status}, which the provider row does not expect`)
}

function nameOfThing({ type }: CompiledAuthMethod): Evidence['thing'] {
  if (type === 'basic') return 'sign-in'
  return type === 'oauth2_code' || type === 'github_app' ? 'authorization' : 'key'
}

const isAcceptedAnswer = ({ test, status, document }: Pick<Evidence, 'test' | 'status' | 'document'>): boolean =>
  (test.acceptAlso ?? []).some((rule) => rule.status === status && readPointer(document, rule.pointer) === rule.equals)

const listOf = (names: string[]): string => (names.length === 1 ? `the permission ${names[0]}` : `the permissions ${names.join(', ')}`)

function waitText(seconds: number | null): string {
  if (seconds === null || seconds <= 0) return 'a minute'
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
}
