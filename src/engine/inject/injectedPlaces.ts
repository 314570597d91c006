import type { CompiledAuthMethod } from '../catalog/CompiledProvider.ts'

export type InjectedPlaces = { readonly headers: readonly string[]; readonly query: readonly string[]; readonly cookies: readonly string[] }

/** The names a caller may not set because the credential goes there; header names in lower case. */
export function injectedPlaces(method: CompiledAuthMethod): InjectedPlaces {
  const known = placesOf.get(method)
  if (known !== undefined) return known
  const places = listPlaces(method)
  placesOf.set(method, places)
  return places
}

/** Rows that were read are never altered, so what they say is worked out once. */
const placesOf = new WeakMap<CompiledAuthMethod, InjectedPlaces>()

function listPlaces(method: CompiledAuthMethod): InjectedPlaces {
  const named = (place: 'header' | 'query' | 'cookie'): string[] => method.inject.flatMap((one) => (one.in === place ? [one.name] : []))
  const cookies = named('cookie')
  const headers = named('header').map((name) => name.toLowerCase())
  return { headers: cookies.length > 0 ? [...headers, 'cookie'] : headers, query: named('query'), cookies }
}
