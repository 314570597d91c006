/** JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
export type JsonSchema = Record<string, unknown>

/** The properties of a type, by name: a property that is added to the type and not here does not compile. */
export type Properties<T> = Record<keyof T, JsonSchema>

export const text: JsonSchema = { type: 'string' }
export const uuid: JsonSchema = { type: 'string', format: 'uuid' }
export const moment: JsonSchema = { type: 'string', format: 'date-time' }
export const yesNo: JsonSchema = { type: 'boolean' }
export const whole: JsonSchema = { type: 'integer' }

export const enumOf = (values: readonly unknown[]): JsonSchema => ({ enum: [...values] })
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
export const mapOf = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values })
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/** `null` beside what the schema says. */
export function orNull(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.enum)) return { ...schema, enum: [...(schema.enum as unknown[]), null] }
  return typeof schema.type === 'string' ? { ...schema, type: [schema.type, 'null'] } : { anyOf: [schema, { type: 'null' }] }
}

/** An object; every property is always there unless named in `optional`. */
export function objectOf({ properties, optional = [], description }: { properties: Record<string, JsonSchema>; optional?: string[]; description?: string }): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', ...(description === undefined ? {} : { description }), properties, ...(required.length === 0 ? {} : { required }) }
}
