import type { Field } from 'payload'
import { cutOffEndpoints } from '#src/app/api/cutOffEndpoints.ts'
import { providerEndpoints } from '#src/app/api/providerEndpoints.ts'
import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { isSignedIn } from '#src/access/isSignedIn.ts'
import { nobodyField } from '#src/access/nobody.ts'
import { checkProvider } from '#hooks/checkProvider.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { guardProviderRemoval } from '#hooks/guardProviderRemoval.ts'
import { keepCutOff } from '#hooks/keepCutOff.ts'
import { nameBlockTypes } from '#hooks/nameBlockTypes.ts'
import { nameChanger } from '#hooks/nameChanger.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { refuseUnknownKeys } from '#hooks/refuseUnknownKeys.ts'
import { authMethodBlocks } from './authMethodBlocks.ts'
import { cutOffFields } from './cutOffFields.ts'
import { defineCollection } from './defineCollection.ts'

const labels: Record<string, string> = { logoSlug: 'Icon', helpUrl: 'Help address', helpText: 'Help text', website: 'Website', docsUrl: 'Documentation', statusUrl: 'Status page', manageUrl: 'Key management', baseUrl: 'Base URL', ai: 'AI' }

const text = (name: string, description?: string): Field => ({ name, type: 'text', ...(labels[name] === undefined ? {} : { label: labels[name] }), admin: description === undefined ? {} : { description } })
const json = (name: string, description: string): Field => ({ name, type: 'json', ...(labels[name] === undefined ? {} : { label: labels[name] }), admin: { description } })

const seed: Field[] = [
  { name: 'key', type: 'text', required: true, unique: true, admin: { description: 'Lower case, for ever the same: code and connections refer to it.' } },
  { name: 'name', type: 'text', required: true },
  { name: 'category', type: 'text', required: true, index: true },
  { name: 'description', type: 'textarea', required: true, admin: { description: 'One line for the card.' } },
  { name: 'logo', type: 'upload', relationTo: 'logos' },
  { name: 'logoDark', type: 'upload', relationTo: 'logos', label: 'Logo on dark', admin: { description: 'For the dark theme; without it the logo stands on white there.' } },
  text('logoSlug', 'Brand icon by its slug; used when no logo is uploaded. Else two letters are drawn.'),
  text('helpUrl', 'Where to find the key, as exactly as possible.'),
  text('helpText', 'The clicks that lead there.'),
  text('website'),
  text('docsUrl'),
  text('statusUrl', 'Where the service says whether it works.'),
  text('manageUrl', 'Where a key is revoked by hand.'),
  { name: 'keywords', type: 'text', hasMany: true },
]

const connectionFields: Field[] = [
  text('baseUrl', 'May hold {{field}} of a non-secret field that has a pattern.'),
  json('services', 'Further bases: { "sheets": { "baseUrl": "https://…" } }.'),
  { name: 'allowedHosts', type: 'text', hasMany: true, admin: { description: 'Where the credential may travel; empty = the hosts of the bases.' } },
  {
    name: 'authMethods',
    type: 'blocks',
    blocks: authMethodBlocks,
    required: true,
    hooks: { beforeValidate: [nameBlockTypes] },
  },
  json('test', 'One read-only request that proves a credential works.'),
  json('authFailure', 'What counts as a refused credential; default { "statuses": [401] }.'),
  json('retry', 'Default { "on": [429, 502, 503, 504], "maxAttempts": 3 }.'),
  { name: 'timeoutSeconds', type: 'number', min: 1, max: 900 },
  json('ai', 'SDK package and factory, capabilities, default model.'),
  json('webhook', 'Signature scheme of inbound events.'),
]

const lifecycle: Field[] = [
  { name: 'status', type: 'select', required: true, defaultValue: 'live', index: true, options: [{ label: 'Live', value: 'live' }, { label: 'Coming soon', value: 'coming_soon' }, { label: 'Hidden', value: 'hidden' }, { label: 'Deprecated', value: 'deprecated' }] },
  text('replacedBy', 'Key of the provider to use instead.'),
  { name: 'featured', type: 'number' },
  { name: 'rotateAfterDays', type: 'number', min: 1 },
  json('source', 'Where the facts come from: { "url", "date" }.'),
  ...cutOffFields,
]

/** The catalog: one row a provider. Saving a row checks and compiles it; it is live at once. */
export const IntegrationProviders = defineCollection({
  slug: 'integration-providers',
  labels: { singular: 'Provider', plural: 'Providers' },
  access: { create: isPlatformAdmin, read: isSignedIn, update: isPlatformAdmin, delete: isPlatformAdmin, readVersions: isPlatformAdmin },
  admin: { useAsTitle: 'name', defaultColumns: ['name', 'key', 'category', 'status'], group: 'Catalog' },
  versions: { drafts: false, maxPerDoc: 50 },
  endpoints: [...providerEndpoints, ...cutOffEndpoints('provider')],
  fields: [
    {
      type: 'tabs',
      tabs: [
        { label: 'Card', fields: seed },
        { label: 'Connection', fields: connectionFields },
        { label: 'Lifecycle', fields: lifecycle },
      ],
    },
    { name: 'compiled', type: 'json', hidden: true, access: nobodyField },
    { name: 'changedBy', type: 'text', hidden: true, access: nobodyField },
  ],
  hooks: {
    beforeOperation: [clampQuery, refuseUnknownKeys],
    beforeChange: [checkProvider, keepCutOff('provider'), nameChanger],
    beforeDelete: [guardProviderRemoval],
    afterChange: [recordChange('provider')],
    afterDelete: [recordRemoval('provider')],
  },
})
