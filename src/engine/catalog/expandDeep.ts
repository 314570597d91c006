import type { CredentialValues } from './CompiledProvider.ts'
import { expandTemplate } from './expandTemplate.ts'

/** A JSON value with the templates of every text in it filled in. @throws PatchbayError as `expandTemplate` */
export function expandDeep(value: unknown, values: CredentialValues): unknown {
  if (typeof value === 'string') return expandTemplate(value, values)
  if (Array.isArray(value)) return value.map((one) => expandDeep(one, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expandDeep(one, values)]))
}
