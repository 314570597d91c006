import type { CredentialValues, ProviderField } from './CompiledProvider.ts'

type Question = { field: ProviderField; fields: ProviderField[]; values: CredentialValues }

/** Whether a field is asked for, going by the values of the others; a value left out counts as its default. Client-safe. */
export function isShown({ field: { showWhen }, fields, values }: Question): boolean {
  if (showWhen === undefined) return true
  const given = Object.hasOwn(values, showWhen.field) ? values[showWhen.field] : ''
  return (given || (fields.find((one) => one.name === showWhen.field)?.default ?? '')) === showWhen.equals
}
