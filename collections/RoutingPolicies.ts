import { createInAccount, inAccount } from '#src/access/inAccount.ts'
import { nobody } from '#src/access/nobody.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { requireProvider } from '#hooks/requireProvider.ts'
import { defineCollection } from './defineCollection.ts'

/** Whose credential serves an account and provider. No row = `auto`. */
export const RoutingPolicies = defineCollection({
  slug: 'routing-policies',
  labels: { singular: 'Routing policy', plural: 'Routing policies' },
  access: {
    create: createInAccount({ ability: 'manage' }),
    read: inAccount({ ability: 'see' }),
    update: inAccount({ ability: 'manage' }),
    delete: inAccount({ ability: 'manage' }),
  },
  admin: { defaultColumns: ['account', 'provider', 'mode', 'distribution'], group: 'Accounts' },
  indexes: [{ fields: ['account', 'provider'], unique: true }],
  fields: [
    { name: 'account', type: 'relationship', relationTo: 'accounts', required: true, index: true, maxDepth: 0, access: { update: nobody } },
    { name: 'provider', type: 'text', required: true, access: { update: nobody }, admin: { components: { Cell: '/src/app/(payload)/ProviderCell#ProviderCell' } } },
    { name: 'mode', type: 'select', required: true, defaultValue: 'auto', options: [{ label: 'Auto', value: 'auto' }, { label: 'Built-in', value: 'built_in' }, { label: 'Own key', value: 'byo' }] },
    { name: 'distribution', type: 'select', required: true, defaultValue: 'default', options: [{ label: 'Default first', value: 'default' }, { label: 'Round robin', value: 'round_robin' }] },
  ],
  hooks: {
    beforeOperation: [clampQuery],
    beforeChange: [requireProvider],
    afterChange: [recordChange('routing_policy')],
    afterDelete: [recordRemoval('routing_policy')],
  },
})
