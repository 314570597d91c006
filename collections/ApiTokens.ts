import { apiTokenEndpoints } from '#src/app/api/apiTokenEndpoints.ts'
import { inAccount } from '#src/access/inAccount.ts'
import { nobody, nobodyField, serverSet } from '#src/access/nobody.ts'
import { authenticateToken } from '#hooks/authenticateToken.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { defineCollection } from './defineCollection.ts'

/** What programs present to Patchbay. The token itself is shown once and stored as a hash. */
export const ApiTokens = defineCollection({
  slug: 'api-tokens',
  labels: { singular: 'API token', plural: 'API tokens' },
  access: {
    create: nobody,
    read: inAccount({ ability: 'manage', orPlatform: true }),
    update: nobody,
    delete: inAccount({ ability: 'manage', orPlatform: true }),
  },
  admin: { useAsTitle: 'name', defaultColumns: ['name', 'account', 'scopes', 'expiresAt', 'lastUsedAt'], group: 'Accounts' },
  auth: { disableLocalStrategy: true, useSessions: false, strategies: [{ name: 'api-token', authenticate: authenticateToken }] },
  endpoints: apiTokenEndpoints,
  fields: [
    { name: 'name', type: 'text', required: true, maxLength: 120 },
    { name: 'account', type: 'relationship', relationTo: 'accounts', index: true, maxDepth: 0, access: serverSet },
    // Said and not concluded from an empty account: what is missing must never be what grants. The database holds both together.
    { name: 'platform', type: 'checkbox', required: true, defaultValue: false, access: serverSet, admin: { readOnly: true } },
    { name: 'scopes', type: 'json', required: true, access: serverSet },
    { name: 'prefix', type: 'text', access: serverSet, admin: { readOnly: true } },
    { name: 'hash', type: 'text', unique: true, hidden: true, access: nobodyField },
    // Plain ids without a foreign key: a key set to null when its row goes would widen what the token may do.
    { name: 'onlyConnection', type: 'text', hidden: true, access: nobodyField },
    { name: 'onlyProvider', type: 'text', hidden: true, access: nobodyField },
    { name: 'actsFor', type: 'text', hidden: true, access: nobodyField },
    { name: 'createdBy', type: 'relationship', relationTo: 'users', maxDepth: 0, access: serverSet },
    { name: 'expiresAt', type: 'date', access: serverSet },
    { name: 'lastUsedAt', type: 'date', access: serverSet },
  ],
  hooks: {
    beforeOperation: [clampQuery],
    afterChange: [recordChange('api_token')],
    afterDelete: [recordRemoval('api_token')],
  },
})
