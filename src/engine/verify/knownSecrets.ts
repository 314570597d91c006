import type { CompiledAuthMethod, CredentialValues } from '../catalog/CompiledProvider.ts'

/** The values that must never show: everything of the credential except what the row declares as plain. */
export function knownSecrets({ method, values }: { method: CompiledAuthMethod; values: CredentialValues }): string[] {
  const plain = new Set(method.fields.filter((field) => !field.secret).map((field) => field.name))
  const pair = method.type === 'basic' ? [Buffer.from(`${values.username ?? ''}:${values.password ?? ''}`).toString('base64')] : []
  return [...Object.entries(values).flatMap(([name, value]) => (plain.has(name) || value === '' ? [] : [value])), ...pair]
}
