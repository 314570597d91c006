import type { Dictionary } from './Dictionary.ts'

/** Parts of the admin panel that every page of it has, in German. */
export const dePanel: Dictionary['panel'] = {
  tenantPages: 'Seiten der Konten',
  noJson: 'Das ist kein JSON.',
}
