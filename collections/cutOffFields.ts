import type { Field } from 'payload'
import { serverSet } from '#src/access/nobody.ts'

/**
 * Whether the platform has cut the row off, and why. Set and lifted by verbs of their own (`/cut-off`) and by nothing
 * else: a form that was opened before the cut would lift it when it is saved.
 */
export const cutOffFields: Field[] = [
  { name: 'blocked', type: 'checkbox', defaultValue: false, access: serverSet, admin: { hidden: true } },
  { name: 'blockedReason', type: 'text', maxLength: 300, access: serverSet, admin: { hidden: true } },
]
