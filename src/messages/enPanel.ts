import { enCatalogTools } from './enCatalogTools.ts'
import { enEditor } from './enEditor.ts'
import { enPlatform } from './enPlatform.ts'

/** What the admin panel says beside Payload's own words. Pages of tenants do not load it. */
export const enPanel = {
  tenantPages: 'Tenant pages',
  noJson: 'This is not JSON.',

  catalogTools: enCatalogTools,
  editor: enEditor,
  platform: enPlatform,

  /** What the API says of rows in English, and how that is said here, as `problem.sentences`. English needs none. */
  sentences: [] as [english: string, translated: string][],
}
