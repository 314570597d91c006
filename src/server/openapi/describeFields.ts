import type { Field } from 'payload'
import { nobody } from '#src/access/nobody.ts'
import { enumOf, type JsonSchema, listOf, moment, orNull, text, uuid, yesNo } from './JsonSchema.ts'

/** `read`: what answers hold. `create` and `update`: what may be sent. */
export type Purpose = 'read' | 'create' | 'update'

type Described = { properties: Record<string, JsonSchema>; required: string[] }
type Named = { name?: string; hidden?: boolean; required?: boolean; defaultValue?: unknown; virtual?: unknown; hasMany?: boolean; access?: Partial<Record<Purpose, unknown>>; admin?: { description?: unknown }; options?: (string | { value: string })[] }

/** Payload fields as the properties of a JSON object; what nobody may see or send is left out. */
export function describeFields({ fields, purpose }: { fields: readonly Field[]; purpose: Purpose }): Described {
  const all: Described = { properties: {}, required: [] }
  for (const field of fields) {
    const inner = childrenOf(field)
    if (inner !== null) {
      const { properties, required } = describeFields({ fields: inner, purpose })
      Object.assign(all.properties, properties)
      all.required.push(...required)
      continue
    }
    const { name, hidden, required, defaultValue, virtual, access } = field as Named
    if (name === undefined || hidden === true || access?.[purpose] === nobody) continue
    if (purpose !== 'read' && (ownToPayload.has(name) || (virtual === true && field.type === 'text'))) continue
    const isRequired = purpose === 'read' ? required === true && access?.read === undefined : required === true && purpose === 'create' && defaultValue === undefined
    all.properties[name] = describe({ field, purpose, isNullable: required !== true })
    if (isRequired) all.required.push(name)
  }
  return all
}

const ownToPayload = new Set(['createdAt', 'updatedAt', 'deletedAt', 'sessions', 'url', 'thumbnailURL', 'filename', 'mimeType', 'filesize', 'width', 'height'])

/** Fields that only arrange others on the page: theirs stand where they stand. */
function childrenOf(field: Field): readonly Field[] | null {
  if (field.type === 'tabs') return field.tabs.flatMap((tab) => tab.fields)
  return field.type === 'row' || field.type === 'collapsible' ? field.fields : null
}

function describe({ field, purpose, isNullable }: { field: Field; purpose: Purpose; isNullable: boolean }): JsonSchema {
  const { hasMany, admin } = field as Named
  const single = describeValue({ field, purpose })
  const schema = hasMany === true ? listOf(single) : single
  const described = typeof admin?.description === 'string' ? { ...schema, description: admin.description } : schema
  return isNullable && Object.keys(schema).length > 0 ? orNull(described) : described
}

function describeValue({ field, purpose }: { field: Field; purpose: Purpose }): JsonSchema {
  switch (field.type) {
    case 'number':
      return { type: 'number' }
    case 'checkbox':
      return yesNo
    case 'date':
      return moment
    case 'email':
      return { type: 'string', format: 'email' }
    case 'select':
    case 'radio':
      return enumOf((field as Named).options?.map((option) => (typeof option === 'string' ? option : option.value)) ?? [])
    case 'relationship':
      return uuid
    case 'upload':
      // With `depth` 1 the whole document stands in place of its id.
      return purpose === 'read' ? { anyOf: [uuid, { type: 'object' }] } : uuid
    case 'array':
      return listOf(asObject({ fields: field.fields, purpose }))
    case 'blocks':
      return listOf(describeBlocks({ blocks: field.blocks, purpose }))
    case 'json':
      return (field.typescriptSchema?.[0]?.({ jsonSchema: {} }) ?? {}) as JsonSchema
    default:
      return text
  }
}

const asObject = ({ fields, purpose }: { fields: readonly Field[]; purpose: Purpose }): JsonSchema => ({ type: 'object', properties: { id: orNull(text), ...describeFields({ fields, purpose }).properties } })

/** All kinds of block in one object, told apart by `blockType`. */
function describeBlocks({ blocks, purpose }: { blocks: readonly { slug: string; fields: Field[] }[]; purpose: Purpose }): JsonSchema {
  const properties = Object.assign({}, ...blocks.map(({ fields }) => describeFields({ fields, purpose }).properties)) as Record<string, JsonSchema>
  return { type: 'object', properties: { id: orNull(text), blockType: enumOf(blocks.map(({ slug }) => slug)), blockName: orNull(text), ...properties } }
}
