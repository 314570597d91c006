import type { Field } from 'payload'
import { serverSet } from '#src/access/nobody.ts'
import type { CutKind } from '#src/engine/connections/CutOff.ts'

/** Where a platform admin cuts the row off and lifts that; others see nothing there. */
export const cutOffPanel = (kind: CutKind): Field => ({
  name: 'cutOffPanel',
  type: 'ui',
  admin: { disableListColumn: true, components: { Field: { path: '/src/admin/cutOff/CutOffPanel#CutOffPanel', clientProps: { kind } } } },
})

/**
 * Whether the platform has cut the row off, and why. Set and lifted by verbs of their own (`/cut-off`) and by nothing
 * else: a form that was opened before the cut would lift it when it is saved.
 */
export const cutOffFields = (kind: CutKind): Field[] => [
  { name: 'blocked', type: 'checkbox', defaultValue: false, access: serverSet, admin: { hidden: true } },
  { name: 'blockedReason', type: 'text', maxLength: 300, access: serverSet, admin: { hidden: true } },
  cutOffPanel(kind),
]
