import { builtInNames, compileAuthMethod } from '#src/engine/catalog/compileAuthMethod.ts'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { exportRow } from '#src/engine/catalog/exportRow.ts'
import type { ProviderRow } from '#src/engine/catalog/providerRowSchema.ts'

export type TrialMethod = { key: string; label: string; /** The service hands a token out, which takes the place of the fields. */ takesToken: boolean; fields: ProviderField[] }

/** The auth methods of a form that may be half filled in, each with what a test of it needs to be typed. */
export function listTrialMethods(draft: unknown): TrialMethod[] {
  const row = exportRow(draft) as unknown as ProviderRow
  if (!Array.isArray(row.authMethods)) return []
  return row.authMethods.flatMap((method) => {
    try {
      const { key, label, type, fields, hostFields } = compileAuthMethod({ row, method })
      const takesToken = builtInNames(type).includes('accessToken')
      return [{ key, label: label || key, takesToken, fields: takesToken ? fields.filter(({ name }) => hostFields.includes(name)) : fields }]
    } catch {
      // Not complete enough to be read; the server names what is missing.
      return []
    }
  })
}
