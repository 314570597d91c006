const shape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A uuid as text, in either case: what is none names no row, and Postgres would answer it with an error. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && shape.test(value)
