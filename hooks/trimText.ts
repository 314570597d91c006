import type { FieldHook } from 'payload'

/** Blanks around a text are nobody's to see; one that is nothing else is none, and `required` then says so. */
export const trimText: FieldHook = ({ value }) => (typeof value === 'string' ? value.trim() : value)
