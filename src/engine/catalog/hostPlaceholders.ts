import type { ProviderRow } from './providerRowSchema.ts'
import { splitBaseUrl } from './splitBaseUrl.ts'
import { templateFields } from './templateFields.ts'

/** Every base of a row: its own first, then those of its services. */
export function basesOf(row: ProviderRow): { path: string; url: string }[] {
  const services = Object.entries(row.services ?? {}).map(([name, { baseUrl }]) => ({ path: `services.${name}.baseUrl`, url: baseUrl }))
  return [...(row.baseUrl ? [{ path: 'baseUrl', url: row.baseUrl }] : []), ...services]
}

/** The names whose values decide to which hosts a credential of this row may travel. */
export function hostPlaceholders(row: ProviderRow): string[] {
  const templates = [...basesOf(row).map(({ url }) => splitBaseUrl(url)?.host ?? url), ...(row.allowedHosts ?? [])]
  return [...new Set(templates.flatMap(templateFields))]
}
