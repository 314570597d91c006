import { deCatalogTools } from './deCatalogTools.ts'
import { deEditor } from './deEditor.ts'
import { dePanelSentences } from './dePanelSentences.ts'
import { dePlatform } from './dePlatform.ts'
import { deRowSentences } from './deRowSentences.ts'
import type { PanelWords } from './PanelWords.ts'

/** What the admin panel says in German beside Payload's own words. */
export const dePanel: PanelWords = {
  tenantPages: 'Seiten der Konten',
  noJson: 'Das ist kein JSON.',

  catalogTools: deCatalogTools,
  editor: deEditor,
  platform: dePlatform,

  sentences: [...deRowSentences, ...dePanelSentences],
}
