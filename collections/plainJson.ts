import type { Block, Field, JSONField } from 'payload'

const editor = '/src/admin/JsonField#JsonField'

/** Gives every JSON field, however deep, our own editor: Payload's comes from a public CDN. */
export const plainJson = (fields: Field[]): Field[] => fields.map(plainField)

function plainField(field: Field): Field {
  if (field.type === 'json') return withEditor(field)
  if (field.type === 'tabs') return { ...field, tabs: field.tabs.map((tab) => ({ ...tab, fields: plainJson(tab.fields) })) }
  if (field.type === 'blocks') return { ...field, blocks: field.blocks.map((block): Block => ({ ...block, fields: plainJson(block.fields) })) }
  if ('fields' in field) return { ...field, fields: plainJson(field.fields) } as Field
  return field
}

function withEditor(field: JSONField): JSONField {
  if (field.hidden || field.admin?.hidden || field.admin?.components?.Field !== undefined) return field
  return { ...field, admin: { ...field.admin, components: { ...field.admin?.components, Field: editor } } }
}
