import { cutOffEndpoints } from '#src/app/api/cutOffEndpoints.ts'
import { providerEndpoints } from '#src/app/api/providerEndpoints.ts'
import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { isSignedIn } from '#src/access/isSignedIn.ts'
import { checkProvider } from '#hooks/checkProvider.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { countVersion, expectVersion } from '#hooks/expectVersion.ts'
import { guardProviderRemoval } from '#hooks/guardProviderRemoval.ts'
import { keepCutOff } from '#hooks/keepCutOff.ts'
import { nameChanger } from '#hooks/nameChanger.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { refuseUnknownKeys } from '#hooks/refuseUnknownKeys.ts'
import { defineCollection } from './defineCollection.ts'
import { providerFields } from './providerFields.ts'
import { rowTools } from './rowTools.ts'

/** The catalog: one row a provider. Saving a row checks and compiles it; it is live at once. */
export const IntegrationProviders = defineCollection({
  slug: 'integration-providers',
  labels: { singular: 'Provider', plural: 'Providers' },
  access: { create: isPlatformAdmin, read: isSignedIn, update: isPlatformAdmin, delete: isPlatformAdmin, readVersions: isPlatformAdmin },
  admin: { useAsTitle: 'name', defaultColumns: ['name', 'key', 'category', 'status', 'completeness'], group: 'Catalog', components: rowTools },
  versions: { drafts: false, maxPerDoc: 200 },
  endpoints: [...providerEndpoints, ...cutOffEndpoints('provider')],
  fields: providerFields,
  hooks: {
    beforeOperation: [clampQuery, refuseUnknownKeys, expectVersion],
    beforeChange: [countVersion, checkProvider, keepCutOff('provider'), nameChanger],
    beforeDelete: [guardProviderRemoval],
    afterChange: [recordChange('provider')],
    afterDelete: [recordRemoval('provider')],
  },
})
