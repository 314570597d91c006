import type { Field } from 'payload'
import { builtInEndpoints } from '#src/app/api/builtInEndpoints.ts'
import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { nobody } from '#src/access/nobody.ts'
import { checkBuiltIn } from '#hooks/checkBuiltIn.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { limitBuiltIns } from '#hooks/limitBuiltIns.ts'
import { nameReplacement, recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { sealCredentials } from '#hooks/sealCredentials.ts'
import { defineCollection } from './defineCollection.ts'
import { sealedFields } from './sealedFields.ts'

const isCredential = ({ purpose }: { purpose?: string }): boolean => purpose !== 'client'

/** The editor shows it in its own way. */
const hideMask = (field: Field): Field => ('name' in field && (field.name === 'maskedCredential' || field.name === 'fields') ? ({ ...field, admin: { hidden: true } } as Field) : field)

/** The platform's own credentials, or its OAuth clients (`purpose: client`, which routing never picks). */
export const BuiltInCredentials = defineCollection({
  slug: 'built-in-credentials',
  labels: { singular: 'Built-in credential', plural: 'Built-in credentials' },
  access: { create: isPlatformAdmin, read: isPlatformAdmin, update: isPlatformAdmin, delete: isPlatformAdmin },
  admin: { useAsTitle: 'provider', defaultColumns: ['provider', 'purpose', 'enabled', 'dailyCalls'], group: 'Catalog', description: 'Keys of your own that accounts may use where they have none, as far as you allow.' },
  endpoints: builtInEndpoints,
  // Of each provider one credential (a partial index in the migration), and of each of its methods one client.
  indexes: [{ fields: ['provider', 'purpose', 'authMethod'], unique: true }],
  fields: [
    { name: 'provider', type: 'text', required: true, index: true, access: { update: nobody }, admin: { components: { Field: '/src/admin/builtIn/ProviderSelect#ProviderSelect', Cell: '/src/app/(payload)/ProviderCell#ProviderCell' } } },
    { name: 'purpose', type: 'select', required: true, defaultValue: 'credential', options: [{ label: 'Credential', value: 'credential' }, { label: 'OAuth client', value: 'client' }], access: { update: nobody }, admin: { components: { Field: '/src/admin/builtIn/PurposeSelect#PurposeSelect' } } },
    { name: 'authMethod', type: 'text', admin: { components: { Field: '/src/admin/builtIn/MethodSelect#MethodSelect' } } },
    {
      name: 'credentialEditor',
      type: 'ui',
      admin: { disableListColumn: true, components: { Field: '/src/admin/builtIn/CredentialEditor#CredentialEditor' } },
    },
    { name: 'enabled', type: 'checkbox', defaultValue: true, admin: { description: 'Off: it serves nobody, and stays sealed.' } },
    { name: 'allow', type: 'json', defaultValue: [], admin: { condition: isCredential, components: { Field: '/src/admin/builtIn/AllowListEditor#AllowListEditor' } } },
    { name: 'dailyCalls', type: 'number', min: 0, admin: { condition: isCredential, description: 'Calls a day and account through tenant doors; empty = no limit.' } },
    { name: 'usageToday', type: 'ui', admin: { disableListColumn: true, condition: isCredential, components: { Field: '/src/admin/builtIn/UsageToday#UsageToday' } } },
    ...sealedFields.map(hideMask),
  ],
  hooks: {
    beforeOperation: [clampQuery],
    beforeChange: [limitBuiltIns, nameReplacement('built_in_credential'), checkBuiltIn, sealCredentials('platform')],
    afterChange: [recordChange('built_in_credential')],
    afterDelete: [recordRemoval('built_in_credential')],
  },
})
