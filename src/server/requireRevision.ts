import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { revisionOf } from '#src/engine/catalog/revisionOf.ts'
import { PatchbayError } from '#src/engine/errors.ts'

/**
 * A form that was drawn from an older state of the row asks for other fields, or says that the key goes elsewhere.
 * Nothing is sent and nothing saved by it. Whoever names no revision (programs) is not asked.
 * @throws PatchbayError `conflict` on `providerRevision`
 */
export function requireRevision({ compiled, revision }: { compiled: CompiledProvider; revision: string | null | undefined }): void {
  if (revision == null || revision === revisionOf(compiled)) return
  throw new PatchbayError('conflict', { field: 'providerRevision', message: `The row of ${compiled.name} has changed since this form was opened. Nothing was sent or saved.`, hint: 'Look at the fields and at where the key goes now, then try again.' })
}
