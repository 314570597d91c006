import { literalPrefixes } from '#src/engine/catalog/literalPrefixes.ts'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { isUsable } from './isUsable.ts'

/** Where a key that was brought along belongs: the field whose keys begin so, else the first secret one. */
export function placeKey({ provider, value }: { provider: ProviderDetail; value: string }): { method: string; field: string } | null {
  const places = provider.authMethods.filter((method) => isUsable(method) && !method.asksPerson).flatMap((method) => method.fields.filter((field) => field.secret).map((field) => ({ method: method.key, field: field.name, pattern: field.pattern })))
  const found = places.find(({ pattern }) => pattern !== null && literalPrefixes(pattern).some((prefix) => value.startsWith(prefix))) ?? places[0]
  return found === undefined ? null : { method: found.method, field: found.field }
}
