import type { IncomingMessage } from 'node:http'
import type { CompiledAuthMethod, CredentialValues, Injection } from '#src/engine/catalog/CompiledProvider.ts'
import { expandTemplate } from '#src/engine/catalog/expandTemplate.ts'
import { templateFields } from '#src/engine/catalog/templateFields.ts'

export type SeenRequest = {
  method: string
  /** As it came over the wire. */
  target: string
  /** Below the base (and behind an injected prefix). */
  path: string
  service: string | null
  headers: IncomingMessage['headers']
  query: URLSearchParams
  body: string
  /** Places where the right value stood, e.g. `header authorization`. */
  landed: string[]
  /** Places that should have held a value and did not, or held two. */
  missed: string[]
  isGood: boolean
}

type Input = { request: IncomingMessage; body: string; method: CompiledAuthMethod; values: CredentialValues; bases: { service: string | null; path: string }[] }

/** Looks for the expected values at the places the row names, in what really arrived. */
export function judgeCredential({ request, body, method, values, bases }: Input): SeenRequest {
  const target = request.url ?? '/'
  const url = new URL(target, 'http://upstream')
  const expected = method.inject.filter((one) => isUsed({ one, method, values }))
  const filledBases = bases.map(({ service, path }) => ({ service, path: expandTemplate(path, values) }))
  const base = filledBases.filter(({ path }) => url.pathname === path || url.pathname.startsWith(`${path}/`)).sort((a, b) => b.path.length - a.path.length)[0]
  let path = base === undefined ? url.pathname : url.pathname.slice(base.path.length)
  const landed: string[] = []
  const missed: string[] = []
  for (const one of expected) {
    const value = expandTemplate(one.value, values)
    const label = `${one.in} ${one.name?.toLowerCase() ?? ''}`.trim()
    let isThere: boolean
    if (one.in === 'path') {
      isThere = decodeURIComponent(path).startsWith(`${value}/`)
      if (isThere) path = path.slice(path.indexOf('/', 1))
    } else isThere = valuesAt({ one, request, url, body }).join('\u0000') === value
    ;(isThere ? landed : missed).push(label)
  }
  const isGood = base !== undefined && missed.length === 0 && landed.length > 0
  return { method: request.method ?? '', target, path, service: base?.service ?? null, headers: request.headers, query: url.searchParams, body, landed, missed, isGood }
}

/** A place made from an optional field that was left empty is left out. */
function isUsed({ one, method, values }: { one: Injection; method: CompiledAuthMethod; values: CredentialValues }): boolean {
  return !templateFields(one.value).some((name) => method.fields.some((field) => field.name === name && !field.required) && (values[name] ?? '') === '')
}

/** Everything that stands at a place: two values where one belongs is not what the row says. */
function valuesAt({ one, request, url, body }: { one: Exclude<Injection, { in: 'path' }>; request: IncomingMessage; url: URL; body: string }): string[] {
  const { name } = one
  if (one.in === 'header') return rawHeaders(request, name)
  if (one.in === 'query') return url.searchParams.getAll(name)
  if (one.in === 'cookie') {
    const pairs = rawHeaders(request, 'cookie').flatMap((line) => line.split(/;\s*/)).map((pair) => pair.split('='))
    return pairs.filter(([key]) => key === name).map(([, ...rest]) => decodeURIComponent(rest.join('=')))
  }
  if (/urlencoded/.test(request.headers['content-type'] ?? '')) return new URLSearchParams(body).getAll(name)
  try {
    const found: unknown = (JSON.parse(body) as Record<string, unknown>)[name]
    return found === undefined ? [] : [String(found)]
  } catch {
    return []
  }
}

function rawHeaders(request: IncomingMessage, name: string): string[] {
  const found: string[] = []
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    if (request.rawHeaders[at]?.toLowerCase() === name.toLowerCase()) found.push(request.rawHeaders[at + 1] as string)
  }
  return found
}
