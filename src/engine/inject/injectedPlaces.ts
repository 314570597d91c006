import type { CompiledAuthMethod } from '../catalog/CompiledProvider.ts'

export type InjectedPlaces = { headers: string[]; query: string[]; cookies: string[] }

/** The names a caller may not set because the credential goes there; header names in lower case. */
export function injectedPlaces(method: CompiledAuthMethod): InjectedPlaces {
  const named = (place: 'header' | 'query' | 'cookie'): string[] => method.inject.flatMap((one) => (one.in === place ? [one.name] : []))
  const cookies = named('cookie')
  const headers = named('header').map((name) => name.toLowerCase())
  return { headers: cookies.length > 0 ? [...headers, 'cookie'] : headers, query: named('query'), cookies }
}
