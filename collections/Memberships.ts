import { changeMemberships } from '#src/access/changeMemberships.ts'
import { membershipEndpoints } from '#src/app/api/membershipEndpoints.ts'
import { inAccount } from '#src/access/inAccount.ts'
import { nobody } from '#src/access/nobody.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { guardMembership, guardMembershipRemoval } from '#hooks/guardMembership.ts'
import { lockAccountFirst } from '#hooks/lockBeforeReading.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { endRightsOfDemoted, releaseMemberWhoLeaves } from '#hooks/releaseWhoLeaves.ts'
import { defineCollection } from './defineCollection.ts'

/** Who belongs to which account, in which role. One row for each pair. */
export const Memberships = defineCollection({
  slug: 'memberships',
  access: {
    create: changeMemberships.create,
    read: inAccount({ ability: 'see', orPlatform: true }),
    update: changeMemberships.update,
    delete: changeMemberships.remove,
  },
  admin: { defaultColumns: ['account', 'user', 'role'], group: 'Accounts' },
  endpoints: membershipEndpoints,
  indexes: [{ fields: ['account', 'user'], unique: true }],
  fields: [
    { name: 'account', type: 'relationship', relationTo: 'accounts', required: true, index: true, maxDepth: 0, access: { update: nobody } },
    { name: 'user', type: 'relationship', relationTo: 'users', required: true, index: true, maxDepth: 0, access: { update: nobody } },
    {
      name: 'role',
      type: 'select',
      required: true,
      options: [
        { label: 'Owner', value: 'owner' },
        { label: 'Admin', value: 'admin' },
        { label: 'Member', value: 'member' },
        { label: 'Viewer', value: 'viewer' },
      ],
    },
  ],
  hooks: {
    beforeOperation: [clampQuery, lockAccountFirst],
    beforeChange: [guardMembership],
    beforeDelete: [guardMembershipRemoval, releaseMemberWhoLeaves],
    afterChange: [recordChange('membership'), endRightsOfDemoted],
    afterDelete: [recordRemoval('membership')],
  },
})
