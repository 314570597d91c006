import { logoEndpoints } from '#src/app/api/logoEndpoints.ts'
import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { nobodyField } from '#src/access/nobody.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { keepLogoBytes } from '#hooks/keepLogoBytes.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { refuseSecrets } from '#hooks/refuseSecrets.ts'
import { serveLogo } from '#hooks/serveLogo.ts'
import { defineCollection } from './defineCollection.ts'

/** Provider logos. The bytes live in Postgres, so that web processes keep nothing on disk. */
export const Logos = defineCollection({
  slug: 'logos',
  access: { create: isPlatformAdmin, read: () => true, update: isPlatformAdmin, delete: isPlatformAdmin },
  admin: { useAsTitle: 'filename', group: 'Catalog', description: 'Pictures of providers: PNG, WebP, JPEG or SVG, up to 200 kB.' },
  endpoints: logoEndpoints,
  upload: {
    disableLocalStorage: true,
    mimeTypes: ['image/png', 'image/webp', 'image/jpeg', 'image/svg+xml'],
    pasteURL: false,
    crop: false,
    focalPoint: false,
    handlers: [serveLogo],
  },
  fields: [
    { name: 'alt', type: 'text', maxLength: 120 },
    { name: 'bytes', type: 'textarea', hidden: true, access: nobodyField },
  ],
  hooks: {
    beforeOperation: [clampQuery],
    beforeValidate: [refuseSecrets(['alt'])],
    beforeChange: [keepLogoBytes],
    afterChange: [recordChange('logo')],
    afterDelete: [recordRemoval('logo')],
  },
})
