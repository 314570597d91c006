import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'

type Input = {
  fields: ProviderField[]
  values: Record<string, string>
  /** Plain values already stored; null for a new connection. */
  stored: Record<string, string> | null
}

/**
 * What to send: the filled fields, and of a stored connection only what changed. An optional plain field that was
 * emptied is sent as '' so that it is cleared; an empty secret means "keep the one that is stored".
 */
export function collectPayload({ fields, values, stored }: Input): Record<string, string> {
  const payload: Record<string, string> = {}
  for (const field of fields) {
    const value = values[field.name] ?? ''
    const before = field.secret ? '' : (stored?.[field.name] ?? '')
    if (value !== '' ? stored === null || field.secret || value !== before : before !== '') payload[field.name] = value
  }
  return payload
}

/** Required fields without a value; a secret that is stored counts as filled. */
export function findMissing({ fields, values, masks }: { fields: ProviderField[]; values: Record<string, string>; masks: Record<string, string> }): ProviderField[] {
  return fields.filter((field) => field.required && (values[field.name] ?? '').trim() === '' && !(field.secret && masks[field.name]))
}
