import type { CollapsibleField, Field, JSONField } from 'payload'
import type { EditorWords } from '#src/messages/enEditor.ts'
import { inBoth } from './inBoth.ts'

type Label = keyof EditorWords['labels']
type Hint = { [Key in keyof EditorWords['hints']]: EditorWords['hints'][Key] extends string ? Key : never }[keyof EditorWords['hints']]
type Named = { name: string; label?: Label; hint?: Hint }

const component = (name: string): string => `/src/admin/provider/${name}#${name}`

const describe = (hint: Hint | undefined) => (hint === undefined ? {} : { description: inBoth(({ hints }) => hints[hint]) })
const labelled = ({ name, label = name as Label }: Named) => inBoth(({ labels }) => labels[label])

/** A line of text; `Field` names a component of src/admin/provider in place of Payload's input. */
export const rowText = ({ Field, isRequired = false, ...named }: Named & { Field?: string; isRequired?: boolean }): Field => ({
  name: named.name,
  type: 'text',
  label: labelled(named),
  ...(isRequired ? { required: true } : {}),
  admin: { ...describe(named.hint), components: Field === undefined ? { Description: component('FieldNote') } : { Field: component(Field) } },
})

/** Several short texts. */
export const rowWords = (named: Named): Field => ({ name: named.name, type: 'text', hasMany: true, label: labelled(named), admin: { ...describe(named.hint), components: { Description: component('FieldNote') } } })

/** What the row keeps as an object: inputs by the form of that name in src/admin/provider/structuredForms. */
export const rowObject = ({ form, ...named }: Named & { form: string }): JSONField => ({ name: named.name, type: 'json', label: labelled(named), admin: { components: { Field: { path: component('StructuredField'), clientProps: { form } } } } })

/** Fields folded under a heading. */
export const folded = ({ group, fields, isOpen = false }: { group: keyof EditorWords['groups']; fields: Field[]; isOpen?: boolean }): CollapsibleField => ({
  type: 'collapsible',
  label: inBoth(({ groups }) => groups[group]),
  admin: { initCollapsed: !isOpen },
  fields,
})
