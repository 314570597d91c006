import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { Installation } from '#src/engine/oauth/listInstallations.ts'

type Question = {
  compiled: Pick<CompiledProvider, 'name'>
  /** Those the person may use, by the service's word. */
  theirs: Installation[]
  /** The one the way back named, which proves nothing by itself. */
  named: string | null
  /** The one the connection that is renewed has. */
  present: string | null
}

/**
 * The installation of the platform's app that is meant: the one named, if it is theirs; where none is named, the one
 * there was, or their only one. Null: the person has to say.
 * @throws PatchbayError `credential_lacks_permission` where they have none
 */
export function chooseInstallation({ compiled: { name }, theirs, named, present }: Question): Installation | null {
  const [only, ...more] = theirs
  if (only === undefined) throw new PatchbayError('credential_lacks_permission', { message: `The app is not installed anywhere at ${name} that is yours to use. Nothing was connected.`, hint: 'Install it there, then begin again.' })
  const meant = theirs.find((one) => one.id === (named ?? present))
  if (meant !== undefined) return meant
  // Renewed with another installation, the connection would act on something else.
  return named === null && present === null && more.length === 0 ? only : null
}
