import { type Block, type CollectionConfig, type Field, formatLabels, type GlobalConfig, type Option, toWords } from 'payload'
import { deAdminPanel } from '#src/messages/deAdminPanel.ts'

/** Payload shows the one its reader asked for. What is no plain text (a function, `false`, nothing) stays as it is. */
const both = (text: unknown): never => (typeof text === 'string' ? { en: text, de: deAdminPanel[text] ?? text } : text) as never

type Named = { slug: string; labels?: { singular?: unknown; plural?: unknown } }
const bothLabels = ({ slug, labels }: Named) => ({ singular: both(labels?.singular ?? formatLabels(slug).singular), plural: both(labels?.plural ?? formatLabels(slug).plural) })

const bothAdmin = (admin: object | undefined): never => {
  const { description, group } = (admin ?? {}) as { description?: unknown; group?: unknown }
  return { ...admin, ...(description === undefined ? {} : { description: both(description) }), ...(group === undefined ? {} : { group: both(group) }) } as never
}

/** Collections and globals are written in English; their labels, descriptions and groups get their German from one list. */
export const inBothLanguages = {
  collection: (config: CollectionConfig): CollectionConfig => ({ ...config, labels: bothLabels(config), admin: bothAdmin(config.admin), fields: config.fields.map(bothField) }),
  global: (config: GlobalConfig): GlobalConfig => ({ ...config, label: both(config.label ?? toWords(config.slug)), admin: bothAdmin(config.admin), fields: config.fields.map(bothField) }),
}

const bothOption = (option: Option): Option => (typeof option === 'string' ? { label: both(option), value: option } : { ...option, label: both(option.label) })

function bothField(field: Field): Field {
  const { name, label } = field as { name?: string; label?: unknown }
  const shown: Record<string, unknown> = { ...field, admin: bothAdmin(field.admin) }
  if (label !== undefined || name !== undefined) shown['label'] = both(label ?? toWords(name ?? ''))
  if (field.type === 'array' || field.type === 'blocks') shown['labels'] = bothLabels({ slug: field.name, ...(field.labels === undefined ? {} : { labels: field.labels }) })
  if ('options' in field) shown['options'] = field.options.map(bothOption)
  if ('fields' in field) shown['fields'] = field.fields.map(bothField)
  if (field.type === 'tabs') shown['tabs'] = field.tabs.map((tab) => ({ ...tab, label: both(tab.label), description: both(tab.description), fields: tab.fields.map(bothField) }))
  if (field.type === 'blocks') shown['blocks'] = field.blocks.map((block): Block => ({ ...block, labels: bothLabels(block), fields: block.fields.map(bothField) }))
  return shown as unknown as Field
}
