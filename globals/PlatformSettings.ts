import type { GlobalConfig } from 'payload'
import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { isSignedIn } from '#src/access/isSignedIn.ts'
import { lockGlobalBeforeReading } from '#hooks/lockBeforeReading.ts'
import { recordGlobalChange } from '#hooks/recordAudit.ts'
import { refuseSecrets } from '#hooks/refuseSecrets.ts'

export const PlatformSettings: GlobalConfig = {
  slug: 'platform-settings',
  access: { read: isSignedIn, update: isPlatformAdmin, readVersions: () => false },
  admin: { group: 'Platform' },
  versions: false,
  lockDocuments: false,
  graphQL: false,
  fields: [
    { name: 'platformName', type: 'text', defaultValue: 'Patchbay', maxLength: 60 },
    { name: 'supportContact', type: 'text', maxLength: 200, admin: { description: 'Shown where only the platform can help: an e-mail address or a link.' } },
  ],
  hooks: { beforeOperation: [lockGlobalBeforeReading], beforeValidate: [refuseSecrets(['platformName', 'supportContact'])], afterChange: [recordGlobalChange('platform_settings')] },
}
