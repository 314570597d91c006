import { currentReader } from './currentReader.ts'
import type { PanelWords } from './PanelWords.ts'

/** The admin panel's own words in the reader's language, to be asked while rendering. Pages of tenants have none of them. */
export function panelMessages(): PanelWords {
  const { panel } = currentReader()
  if (panel === undefined) throw new Error('The words of the admin panel were asked for on a page of tenants, which does not load them.')
  return panel
}
