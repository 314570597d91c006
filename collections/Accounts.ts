import { inAccount } from '#src/access/inAccount.ts'
import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { accountEndpoints } from '#src/app/api/accountEndpoints.ts'
import { cutOffEndpoints } from '#src/app/api/cutOffEndpoints.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { guardAccountRemoval } from '#hooks/guardAccountRemoval.ts'
import { keepCutOff } from '#hooks/keepCutOff.ts'
import { purgeAccount } from '#hooks/purgeAccount.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { refuseSecrets } from '#hooks/refuseSecrets.ts'
import { trimText } from '#hooks/trimText.ts'
import { cutOffFields } from './cutOffFields.ts'
import { defineCollection } from './defineCollection.ts'

/** The tenants. Deleting one destroys its data key, so that nothing it sealed can ever be opened again. */
export const Accounts = defineCollection({
  slug: 'accounts',
  access: {
    create: isPlatformAdmin,
    read: inAccount({ ability: 'see', field: 'id', orPlatform: true }),
    update: inAccount({ ability: 'manage', field: 'id', orPlatform: true }),
    delete: inAccount({ ability: 'own', field: 'id', orPlatform: true }),
  },
  admin: { useAsTitle: 'name', defaultColumns: ['name', 'slug', 'blocked'], group: 'Accounts' },
  endpoints: [...accountEndpoints, ...cutOffEndpoints('account')],
  fields: [
    { name: 'name', type: 'text', required: true, maxLength: 120, hooks: { beforeValidate: [trimText] } },
    {
      name: 'slug',
      type: 'text',
      required: true,
      unique: true,
      maxLength: 63,
      validate: (value: unknown) => (typeof value === 'string' && /^[a-z][a-z0-9-]{0,62}$/.test(value)) || 'Use lower case letters, digits and dashes, starting with a letter.',
    },
    { name: 'firstOwner', type: 'ui', admin: { disableListColumn: true, components: { Field: '/src/admin/FirstOwner#FirstOwner' } } },
    ...cutOffFields('account'),
  ],
  hooks: {
    beforeOperation: [clampQuery],
    beforeValidate: [refuseSecrets(['name', 'slug'])],
    beforeChange: [keepCutOff('account')],
    afterChange: [recordChange('account')],
    beforeDelete: [guardAccountRemoval, purgeAccount],
    afterDelete: [recordRemoval('account')],
  },
})
