import type { Field } from 'payload'
import { nobody, nobodyField, serverSet } from '#src/access/nobody.ts'

const hidden = { hidden: true, access: nobodyField, disableDuplicate: true } as const

/** Payload still hands a denied column to read hooks; deleting it there keeps it out of every hook's `doc` as well. */
const dropOnRead =
  (name: string) =>
  ({ siblingData }: { siblingData: Record<string, unknown> }): undefined => {
    delete siblingData[name]
    return undefined
  }

const isSealed = (data: { maskedCredential?: Record<string, unknown> | null }): boolean => Object.keys(data.maskedCredential ?? {}).length > 0

/**
 * The columns of a sealed credential. Plaintext arrives in `credentialPayload` (virtual, write only) and is sealed by
 * hooks/sealCredentials before it can be stored; nothing ever opens it in a read.
 */
export const sealedFields: Field[] = [
  { name: 'credentialPayload', type: 'json', virtual: true, access: { read: nobody }, admin: { components: { Field: false } } },
  { name: 'envelope', type: 'text', ...hidden, hooks: { afterRead: [dropOnRead('envelope')] } },
  { name: 'aadVersion', type: 'number', ...hidden },
  // Bound into the envelope instead of the row's id, which does not exist yet when a new row is sealed.
  { name: 'vaultId', type: 'text', unique: true, ...hidden },
  { name: 'dataKey', type: 'relationship', relationTo: 'data-keys', index: true, maxDepth: 0, ...hidden },
  { name: 'agreedHosts', type: 'json', ...hidden },
  // Nothing to show before the first credential is sealed.
  { name: 'maskedCredential', type: 'json', access: serverSet, admin: { readOnly: true, condition: isSealed } },
  { name: 'fields', type: 'json', access: serverSet, admin: { readOnly: true, condition: isSealed } },
]
