import { nobody, nobodyField } from '#src/access/nobody.ts'
import { defineCollection } from './defineCollection.ts'

/** Data keys, wrapped by the encryption key. No HTTP, nobody reads them: plain SQL in server/stores does. */
export const DataKeys = defineCollection({
  slug: 'data-keys',
  access: { create: nobody, read: nobody, update: nobody, delete: nobody },
  admin: { hidden: true },
  endpoints: false,
  fields: [
    // `platform`, or the account's id. Text and not a relationship, since the platform's own key has no account.
    { name: 'owner', type: 'text', required: true, index: true, access: nobodyField, hidden: true },
    { name: 'account', type: 'relationship', relationTo: 'accounts', index: true, access: nobodyField, hidden: true },
    { name: 'kekId', type: 'text', required: true, access: nobodyField, hidden: true },
    { name: 'wrapped', type: 'text', access: nobodyField, hidden: true },
    // A known value sealed with the platform's key, opened at boot to prove that the encryption key is the right one.
    { name: 'proof', type: 'text', access: nobodyField, hidden: true },
    { name: 'state', type: 'select', required: true, defaultValue: 'active', options: ['active', 'open_only', 'destroyed'], access: nobodyField, hidden: true },
  ],
})
