import { exportRow } from '#src/engine/catalog/exportRow.ts'

/** The row as it stands in the form, in the form of the JSON file. */
export const readFormRow = (data: Record<string, unknown>): Record<string, unknown> =>
  // Without rows the form holds their number.
  exportRow({ ...data, authMethods: Array.isArray(data['authMethods']) ? data['authMethods'] : [] }) as Record<string, unknown>
