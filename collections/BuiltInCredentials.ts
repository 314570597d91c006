import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { nobody } from '#src/access/nobody.ts'
import { checkBuiltIn } from '#hooks/checkBuiltIn.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { nameReplacement, recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { sealCredentials } from '#hooks/sealCredentials.ts'
import { defineCollection } from './defineCollection.ts'
import { sealedFields } from './sealedFields.ts'

/** The platform's own credentials, or its OAuth clients (`purpose: client`, which routing never picks). */
export const BuiltInCredentials = defineCollection({
  slug: 'built-in-credentials',
  labels: { singular: 'Built-in credential', plural: 'Built-in credentials' },
  access: { create: isPlatformAdmin, read: isPlatformAdmin, update: isPlatformAdmin, delete: isPlatformAdmin },
  admin: { useAsTitle: 'provider', defaultColumns: ['provider', 'purpose', 'enabled', 'dailyCalls'], group: 'Catalog' },
  indexes: [{ fields: ['provider', 'purpose'], unique: true }],
  fields: [
    { name: 'provider', type: 'text', required: true, index: true, access: { update: nobody }, admin: { description: 'Key of the provider, such as the one shown in its row.' } },
    { name: 'authMethod', type: 'text', admin: { description: 'Key of the auth method; empty = the row’s first.' } },
    { name: 'purpose', type: 'select', required: true, defaultValue: 'credential', options: [{ label: 'Credential', value: 'credential' }, { label: 'OAuth client', value: 'client' }], access: { update: nobody } },
    { name: 'enabled', type: 'checkbox', defaultValue: true },
    { name: 'allow', type: 'json', defaultValue: [], admin: { description: 'What tenants may call with it through the proxy: [{ "method": "POST", "path": "/v1/chat/*" }]. Empty = nothing.' } },
    { name: 'dailyCalls', type: 'number', min: 0, admin: { description: 'Calls a day and account through tenant doors; empty = no limit.' } },
    {
      name: 'credentialEditor',
      type: 'ui',
      admin: { components: { Field: '/src/admin/BuiltInCredentialEditor#BuiltInCredentialEditor' } },
    },
    ...sealedFields,
  ],
  hooks: {
    beforeOperation: [clampQuery],
    beforeChange: [nameReplacement('built_in_credential'), checkBuiltIn, sealCredentials('platform')],
    afterChange: [recordChange('built_in_credential')],
    afterDelete: [recordRemoval('built_in_credential')],
  },
})
