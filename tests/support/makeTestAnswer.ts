import type { CompiledAuthMethod, CompiledProvider, CredentialValues, TestRequest } from '#src/engine/catalog/CompiledProvider.ts'
import { expandTemplate } from '#src/engine/catalog/expandTemplate.ts'
import { literalPrefixes } from '#src/engine/catalog/literalPrefixes.ts'
import type { SeenRequest } from './judgeCredential.ts'

type Answer = { status: number; headers: Record<string, string>; document: unknown }
type Input = { compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; seen: SeenRequest; /** Refuse, and inside a 200 where the row can say so. */ saysNo: boolean }

export const FAKE_IDENTITY = { label: 'Fake account', id: 'fake-1' }
const REASON = 'This credential is not known here.'

/** The answer of a service that the row describes rightly. */
export function makeTestAnswer({ compiled, method, values, seen, saysNo }: Input): Answer {
  const { test } = method
  if (!seen.isGood || saysNo) return makeRefusal({ compiled, test, isInside200: saysNo })
  if (test === null || seen.path !== expandTemplate(test.path, values) || seen.service !== test.service) {
    return { status: 200, headers: {}, document: { method: seen.method, path: seen.path, service: seen.service } }
  }
  const fault = findTestFault({ test, values, seen })
  if (fault !== null) return { status: 400, headers: {}, document: place({}, test.errorAt ?? '/error', fault) }
  return makeYes({ test, method })
}

/** What the row's test request should have brought along and did not. */
function findTestFault({ test, values, seen }: { test: TestRequest; values: CredentialValues; seen: SeenRequest }): string | null {
  if (seen.method !== test.method) return `The method was ${seen.method}.`
  for (const [name, value] of Object.entries(test.headers)) {
    if (seen.headers[name.toLowerCase()] !== expandTemplate(value, values)) return `The header ${name} was not as the row says.`
  }
  for (const [name, value] of Object.entries(test.query)) {
    if (seen.query.getAll(name).join('\u0000') !== expandTemplate(value, values)) return `The query ${name} was not as the row says.`
  }
  if (test.body === null) return null
  const expected = JSON.parse(expandTemplate(JSON.stringify(test.body), values)) as Record<string, unknown>
  const given = JSON.parse(seen.body || 'null') as Record<string, unknown> | null
  const isEqual = Object.entries(expected).every(([key, value]) => JSON.stringify(given?.[key]) === JSON.stringify(value))
  return isEqual ? null : 'The body was not as the row says.'
}

function makeYes({ test, method }: { test: TestRequest; method: CompiledAuthMethod }): Answer {
  const headers: Record<string, string> = {}
  let document: unknown = {}
  if (test.okWhen !== null) document = place(document, test.okWhen.pointer, test.okWhen.equals)
  if (test.identity?.label) document = place(document, test.identity.label, FAKE_IDENTITY.label)
  if (test.identity?.id) document = place(document, test.identity.id, FAKE_IDENTITY.id)
  if (test.scopes !== null) {
    const scopes = method.requiredScopes.length > 0 ? method.requiredScopes : ['read']
    if ('header' in test.scopes) headers[test.scopes.header] = scopes.join(test.scopes.separator)
    else document = place(document, test.scopes.pointer, test.scopes.separator === null ? scopes : scopes.join(test.scopes.separator))
  }
  return { status: test.expect[0] ?? 200, headers, document }
}

function makeRefusal({ compiled, test, isInside200 }: { compiled: CompiledProvider; test: TestRequest | null; isInside200: boolean }): Answer {
  const { statuses, also } = compiled.authFailure
  const inside = also.find((rule) => rule.status === 200)
  let document: unknown = place({}, test?.errorAt ?? '/error/message', REASON)
  if (isInside200 || (statuses.length === 0 && inside !== undefined)) {
    if (test?.okWhen) document = place(document, test.okWhen.pointer, test.okWhen.equals === false)
    if (inside !== undefined) document = place(document, inside.pointer, sampleOf(inside.matches))
    return { status: 200, headers: {}, document }
  }
  const [status] = statuses
  if (status !== undefined) return { status, headers: {}, document }
  const rule = also[0]
  return { status: rule?.status ?? 401, headers: {}, document: rule === undefined ? document : place(document, rule.pointer, sampleOf(rule.matches)) }
}

/** A text that such a pattern accepts: enough for patterns that begin with plain text. */
const sampleOf = (pattern: string): string => literalPrefixes(pattern)[0] ?? pattern.replaceAll(/[\^$\\]/g, '')

/** Puts a value where a JSON pointer leads, making objects (and lists for numbers) on the way. */
function place(document: unknown, pointer: string, value: unknown): unknown {
  const steps = pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return set(document, steps, value)
}

function set(inside: unknown, [step, ...rest]: string[], value: unknown): unknown {
  if (step === undefined) return value
  if (/^\d+$/.test(step)) {
    const list: unknown[] = Array.isArray(inside) ? [...(inside as unknown[])] : []
    list[Number(step)] = set(list[Number(step)], rest, value)
    return list
  }
  const object = typeof inside === 'object' && inside !== null && !Array.isArray(inside) ? (inside as Record<string, unknown>) : {}
  return { ...object, [step]: set(object[step], rest, value) }
}
