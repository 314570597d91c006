import { invitationEndpoints } from '#src/app/api/invitationEndpoints.ts'
import { inAccount } from '#src/access/inAccount.ts'
import { nobody, nobodyField } from '#src/access/nobody.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { recordChange } from '#hooks/recordAudit.ts'
import { defineCollection } from './defineCollection.ts'

/**
 * Who has been asked to join which account, in which role. The link is sent by mail and stored as a hash; an account has
 * one open invitation for each address, which the database holds.
 */
export const Invitations = defineCollection({
  slug: 'invitations',
  access: { create: nobody, read: inAccount({ ability: 'manage' }), update: nobody, delete: nobody },
  admin: { useAsTitle: 'email', defaultColumns: ['account', 'email', 'role', 'expiresAt'], group: 'Accounts' },
  endpoints: invitationEndpoints,
  fields: [
    { name: 'account', type: 'relationship', relationTo: 'accounts', required: true, index: true, maxDepth: 0 },
    { name: 'email', type: 'email', required: true },
    { name: 'role', type: 'select', required: true, options: ['owner', 'admin', 'member', 'viewer'] },
    { name: 'invitedBy', type: 'relationship', relationTo: 'users', index: true, maxDepth: 0 },
    { name: 'hash', type: 'text', unique: true, hidden: true, access: nobodyField },
    { name: 'sentAt', type: 'date' },
    { name: 'expiresAt', type: 'date', required: true },
    { name: 'acceptedAt', type: 'date' },
    { name: 'acceptedBy', type: 'relationship', relationTo: 'users', maxDepth: 0 },
    { name: 'revokedAt', type: 'date' },
  ],
  hooks: { beforeOperation: [clampQuery], afterChange: [recordChange('invitation')] },
})
