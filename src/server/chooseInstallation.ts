import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { Installation } from '#src/engine/oauth/listInstallations.ts'

type Question = { compiled: Pick<CompiledProvider, 'name'>; /** Those the person may use, by the service's word. */ theirs: Installation[]; /** The one the way back named, which proves nothing by itself. */ named: string | null }

/**
 * The installation of the platform's app that is meant: the one named, if it is theirs, else their only one.
 * @throws PatchbayError `credential_lacks_permission` where they have none, `conflict` where nobody said which
 */
export function chooseInstallation({ compiled: { name }, theirs, named }: Question): Installation {
  const meant = theirs.find((one) => one.id === named)
  if (meant !== undefined) return meant
  const [only, ...more] = theirs
  if (only === undefined) throw new PatchbayError('credential_lacks_permission', { message: `The app is not installed anywhere at ${name} that is yours to use. Nothing was connected.`, hint: 'Install it there, then begin again.' })
  if (named === null && more.length === 0) return only
  throw new PatchbayError('conflict', { message: `The app is installed in several places at ${name}, and which one is meant was not said. Nothing was connected.`, hint: 'Open the app’s page there, choose one, and begin again from it.', note: theirs.map((one) => one.label).join(', ').slice(0, 300) })
}
