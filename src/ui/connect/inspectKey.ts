import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { matchesPattern } from '#src/engine/catalog/matchesPattern.ts'
import { recognizeKey } from '#src/engine/catalog/recognizeKey.ts'
import { messages } from '#src/messages/messages.ts'
import { readKeyPatterns } from './readKeyPatterns.ts'

export type KeyFinding = { warning: string | null; other: { key: string; name: string } | null }

const text = () => messages().connect
const formats: Record<NonNullable<ProviderField['format']>, RegExp> = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  https_url: /^https:\/\/[^\s/]+/i,
  hostname: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  integer: /^-?\d+$/,
}

/**
 * Looks at one value, in the browser only: does it have the form the row names, and is it another provider's key?
 * It warns and never blocks. Loaded when first needed: the matcher is larger than the dialog itself.
 */
export async function inspectKey({ provider, field, value }: { provider: string; field: ProviderField; value: string }): Promise<KeyFinding> {
  if (value === '') return { warning: null, other: null }
  // The row knows this look-alike and says what is wrong with it.
  const refusal = field.refuse?.find(({ pattern }) => matchesPattern(pattern, value))
  if (refusal !== undefined) return { warning: refusal.reason, other: null }
  const isFitting = field.pattern === null || matchesPattern(field.pattern, value)
  const warning = !isFitting ? text().format(field.label, field.example) : field.format && !formats[field.format].test(value) ? text().formats[field.format] : null
  if (!field.secret || (isFitting && field.pattern !== null)) return { warning, other: null }
  const found = recognizeKey({ value, rows: await readKeyPatterns() })
  return { warning, other: found === null || found.key === provider ? null : found }
}
