import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { readSecretFields } from './stores/readSecretFields.ts'
import type { InRequest } from './stores/sqlOf.ts'

/**
 * Fields a row declares plain although connections or built-in credentials hold secrets under their names: what is plain
 * is stored and shown as it is. Asked of what is stored, since a row may have been without the field in between.
 */
export async function findUncoveredFields({ req, compiled }: { req: InRequest; compiled: CompiledProvider }): Promise<{ path: string; reason: string }[]> {
  const held = await readSecretFields({ req, provider: compiled.key })
  return compiled.authMethods.flatMap((method, index) =>
    method.fields.flatMap((field, at) =>
      field.secret || !held.has(`${method.key} ${field.name}`) ? [] : [{ path: `authMethods.${index}.fields.${at}.secret`, reason: `“${field.name}” holds secrets of existing connections, so it stays secret.` }],
    ),
  )
}
