import type { GlobalConfig } from 'payload'
import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { isSignedIn } from '#src/access/isSignedIn.ts'
import { lockGlobalBeforeReading } from '#hooks/lockBeforeReading.ts'
import { recordGlobalChange } from '#hooks/recordAudit.ts'
import { refuseSecrets } from '#hooks/refuseSecrets.ts'

export const MarketplaceSettings: GlobalConfig = {
  slug: 'marketplace',
  access: { read: isSignedIn, update: isPlatformAdmin, readVersions: () => false },
  admin: { group: 'Platform' },
  versions: false,
  lockDocuments: false,
  graphQL: false,
  fields: [
    { name: 'featured', type: 'text', hasMany: true, admin: { description: 'Provider keys shown first, in this order.' } },
    { name: 'categoryOrder', type: 'text', hasMany: true, admin: { description: 'Categories in the order of the filter; others follow by name.' } },
  ],
  hooks: { beforeOperation: [lockGlobalBeforeReading], beforeValidate: [refuseSecrets([], ['featured', 'categoryOrder'])], afterChange: [recordGlobalChange('marketplace')] },
}
