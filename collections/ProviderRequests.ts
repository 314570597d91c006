import { providerRequestEndpoints } from '#src/app/api/providerRequestEndpoints.ts'
import { inAccount } from '#src/access/inAccount.ts'
import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { nobody, nobodyField, serverSet } from '#src/access/nobody.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { refuseSecrets } from '#hooks/refuseSecrets.ts'
import { defineCollection } from './defineCollection.ts'

const asked = { access: serverSet, admin: { readOnly: true } } as const

/**
 * Services an account would like to connect and the catalog does not have. Written through our own endpoint; platform
 * admins answer with a state and a note, and the account that asked reads both.
 */
export const ProviderRequests = defineCollection({
  slug: 'provider-requests',
  labels: { singular: 'Provider request', plural: 'Provider requests' },
  access: { create: nobody, read: inAccount({ ability: 'see', orPlatform: true }), update: isPlatformAdmin, delete: isPlatformAdmin },
  admin: { useAsTitle: 'name', defaultColumns: ['name', 'account', 'status', 'createdAt'], group: 'Platform', description: 'Services that accounts would like to connect. They read your answer in the Marketplace.' },
  endpoints: providerRequestEndpoints,
  fields: [
    { name: 'name', type: 'text', required: true, maxLength: 80, ...asked },
    // The name without case, marks and spaces: the same wish of several people and accounts has the same one.
    { name: 'nameKey', type: 'text', required: true, index: true, hidden: true, access: nobodyField },
    { name: 'website', type: 'text', maxLength: 300, ...asked },
    { name: 'why', type: 'textarea', maxLength: 1000, ...asked },
    { name: 'account', type: 'relationship', relationTo: 'accounts', required: true, index: true, maxDepth: 0, ...asked },
    { name: 'user', type: 'relationship', relationTo: 'users', index: true, maxDepth: 0, ...asked },
    { name: 'status', type: 'select', required: true, defaultValue: 'open', index: true, options: ['open', 'planned', 'done', 'declined'] },
    { name: 'answer', type: 'textarea', maxLength: 1000, admin: { description: 'Shown to the account that asked.' } },
  ],
  hooks: {
    beforeOperation: [clampQuery],
    beforeValidate: [refuseSecrets(['name', 'website', 'why', 'answer'])],
    afterChange: [recordChange('provider_request')],
    afterDelete: [recordRemoval('provider_request')],
  },
})
