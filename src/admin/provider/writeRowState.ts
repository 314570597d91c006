import type { FormState } from 'payload'

/**
 * Form state of a new row with rows of its own, under paths relative to it, as Payload's ADD_ROW takes them.
 * `makeId` gives each inner row its id.
 */
export function writeRowState({ values, makeId }: { values: Record<string, unknown>; makeId: () => string }): FormState {
  const state: FormState = {}
  for (const [key, value] of Object.entries(values)) {
    if (!Array.isArray(value)) {
      state[key] = leaf(value)
      continue
    }
    const rows = (value as Record<string, unknown>[]).map((row) => ({ id: makeId(), row }))
    state[key] = { disableFormData: rows.length > 0, initialValue: rows.length, passesCondition: true, rows: rows.map(({ id }) => ({ id })), valid: true, value: rows.length }
    for (const [index, { id, row }] of rows.entries()) {
      state[`${key}.${index}.id`] = leaf(id)
      for (const [inner, one] of Object.entries(row)) state[`${key}.${index}.${inner}`] = leaf(one)
    }
  }
  return state
}

const leaf = (value: unknown): FormState[string] => ({ initialValue: value, passesCondition: true, valid: true, value })
