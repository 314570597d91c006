import type { FieldHook } from 'payload'

/**
 * The row JSON says `type`, Payload says `blockType`. On the field and not the collection, since Payload fills the
 * blocks' defaults in the field pass, which runs first.
 */
export const nameBlockTypes: FieldHook = ({ value }) =>
  Array.isArray(value) ? value.map((one: unknown) => (one !== null && typeof one === 'object' && !Array.isArray(one) ? withBlockType(one as Record<string, unknown>) : one)) : value

const withBlockType = (method: Record<string, unknown>): Record<string, unknown> => ({ ...method, blockType: method.blockType ?? method.type })
