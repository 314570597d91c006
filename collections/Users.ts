import { userEndpoints } from '#src/app/api/userEndpoints.ts'
import { isPlatformAdmin, isPlatformAdminField } from '#src/access/isPlatformAdmin.ts'
import { readUsers, updateUsers } from '#src/access/readUsers.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { guardUser, guardUserRemoval } from '#hooks/guardUser.ts'
import { hideWhoIsKnown } from '#hooks/hideWhoIsKnown.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { notePasswordChange, notePasswordReset, recordPasswordChange, recordPasswordReset } from '#hooks/recordPasswordChange.ts'
import { refuseSecrets } from '#hooks/refuseSecrets.ts'
import { endPlatformTokens, lockAccountsFirst, releaseUserWhoGoes } from '#hooks/releaseWhoLeaves.ts'
import { countSignIn, forgetFailedSignIns } from '#hooks/throttleSignIn.ts'
import { trimText } from '#hooks/trimText.ts'
import { defineCollection } from './defineCollection.ts'

/** People. A person becomes a tenant through memberships, or runs the platform through `platformRole`. */
export const Users = defineCollection({
  slug: 'users',
  access: {
    admin: async ({ req }) => (await isPlatformAdmin({ req })) === true,
    create: isPlatformAdmin,
    read: readUsers,
    update: updateUsers,
    delete: isPlatformAdmin,
  },
  admin: { useAsTitle: 'email', defaultColumns: ['email', 'name', 'platformRole'], group: 'Accounts' },
  auth: {
    tokenExpiration: 12 * 60 * 60,
    // Failed sign-ins are counted by address and by user in throttleSignIn; Payload's own lock would let a stranger lock people out.
    maxLoginAttempts: 0,
    forgotPassword: {},
    // payload.config.ts adds `secure` where the public address is https.
    cookies: { sameSite: 'Lax' },
  },
  endpoints: userEndpoints,
  fields: [
    { name: 'name', type: 'text', maxLength: 120, hooks: { beforeValidate: [trimText] } },
    {
      name: 'platformRole',
      type: 'select',
      required: true,
      defaultValue: 'none',
      options: [
        { label: 'None', value: 'none' },
        { label: 'Platform admin', value: 'admin' },
      ],
      access: { create: isPlatformAdminField, update: isPlatformAdminField },
    },
    {
      name: 'language',
      type: 'select',
      options: [
        { label: 'English', value: 'en' },
        { label: 'Deutsch', value: 'de' },
      ],
      admin: { description: 'Of mails, and of the pages after a sign-in elsewhere. Empty: as the browser asks.' },
    },
  ],
  hooks: {
    beforeOperation: [clampQuery, countSignIn, hideWhoIsKnown, notePasswordReset, lockAccountsFirst],
    beforeValidate: [refuseSecrets(['name'])],
    beforeChange: [guardUser, notePasswordChange],
    beforeDelete: [guardUserRemoval, releaseUserWhoGoes],
    afterLogin: [forgetFailedSignIns, recordPasswordReset],
    afterChange: [recordChange('user'), recordPasswordChange, endPlatformTokens],
    afterDelete: [recordRemoval('user')],
  },
})
