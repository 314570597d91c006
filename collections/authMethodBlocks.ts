import type { Block, Field } from 'payload'
import { inBoth, labelOf } from './inBoth.ts'
import { folded, rowObject, rowText, rowWords } from './rowFields.ts'

const note = { Description: '/src/admin/provider/FieldNote#FieldNote' }
const rowLabel = { RowLabel: '/src/admin/RowLabel#RowLabel' }
const places = ['header', 'query', 'cookie', 'body', 'path']

const credentialFields: Field = {
  name: 'fields',
  type: 'array',
  label: labelOf('fields'),
  labels: { singular: labelOf('field'), plural: labelOf('fields') },
  admin: { description: inBoth(({ hints }) => hints.fields), components: { ...note, ...rowLabel } },
  fields: [
    { type: 'row', fields: [rowText({ name: 'label', label: 'fieldLabel', isRequired: true }), rowText({ name: 'name', label: 'fieldName', hint: 'fieldName', isRequired: true })] },
    rowText({ name: 'hint', hint: 'hint' }),
    { type: 'row', fields: [rowText({ name: 'pattern', hint: 'pattern' }), rowText({ name: 'example', hint: 'example' })] },
    {
      type: 'row',
      fields: [
        { name: 'secret', type: 'checkbox', defaultValue: true, label: labelOf('secret'), admin: { description: inBoth(({ hints }) => hints.secret), components: note } },
        { name: 'required', type: 'checkbox', defaultValue: true, label: labelOf('required') },
      ],
    },
    folded({
      group: 'field',
      fields: [
        { type: 'row', fields: [{ name: 'format', type: 'select', label: labelOf('format'), options: ['email', 'https_url', 'hostname', 'uuid', 'integer'], admin: { components: note } }, rowText({ name: 'default' })] },
        rowText({ name: 'helpUrl', label: 'fieldHelpUrl' }),
        { type: 'row', fields: [rowText({ name: 'prefix', hint: 'prefix' }), rowText({ name: 'suffix', hint: 'suffix' })] },
        rowObject({ name: 'showWhen', form: 'showWhen' }),
        rowObject({ name: 'options', form: 'options' }),
        rowObject({ name: 'refuse', form: 'refuse' }),
      ],
    }),
  ],
}

const injections: Field = {
  name: 'inject',
  type: 'array',
  label: labelOf('inject'),
  labels: { singular: labelOf('place'), plural: labelOf('inject') },
  admin: { description: inBoth(({ hints }) => hints.inject), components: { ...note, ...rowLabel } },
  fields: [
    {
      type: 'row',
      fields: [
        { name: 'in', type: 'select', required: true, label: labelOf('injectIn'), options: places, admin: { components: note } },
        { ...rowText({ name: 'name', label: 'injectName', hint: 'injectName' }), admin: { description: inBoth(({ hints }) => hints.injectName), components: note, condition: (_, sibling) => sibling?.in !== 'path' } } as Field,
        rowText({ name: 'value', label: 'injectValue', hint: 'injectValue', isRequired: true }),
      ],
    },
  ],
}

/** `type` of the row JSON is Payload's block type; this shows it under the contract's name. */
const typeField: Field = {
  name: 'type',
  type: 'text',
  virtual: true,
  admin: { hidden: true },
  hooks: { afterRead: [({ siblingData }) => siblingData.blockType as string] },
}

type Type = Parameters<Parameters<typeof inBoth>[0]>[0]['adder']['types']

const block = ({ slug, extra = [] }: { slug: keyof Type; extra?: Field[] }): Block => {
  const name = inBoth(({ adder }) => adder.types[slug])
  return {
    slug,
    labels: { singular: name, plural: name },
    admin: { disableBlockName: true, components: { Label: '/src/admin/provider/MethodLabel#MethodLabel' } },
    fields: [
      typeField,
      credentialFields,
      injections,
      folded({
        group: 'method',
        fields: [
          {
            type: 'row',
            fields: [
              { ...rowText({ name: 'label', label: 'methodLabel', hint: 'methodLabel', isRequired: true }), defaultValue: name.en } as Field,
              { ...rowText({ name: 'key', label: 'methodKey', hint: 'methodKey', isRequired: true }), defaultValue: slug.replaceAll('_', '-') } as Field,
            ],
          },
          ...extra,
          rowObject({ name: 'derive', form: 'derive' }),
          rowWords({ name: 'requiredScopes', hint: 'requiredScopes' }),
          rowObject({ name: 'test', label: 'methodTest', form: 'test' }),
        ],
      }),
    ],
  }
}

const oauth = rowObject({ name: 'oauth', form: 'oauth' })

/** One block a way to authenticate (the row's `authMethods`). */
export const authMethodBlocks: Block[] = [
  block({ slug: 'api_key' }),
  block({ slug: 'bearer' }),
  block({ slug: 'basic' }),
  block({ slug: 'custom' }),
  block({ slug: 'oauth2_code', extra: [oauth] }),
  block({ slug: 'oauth2_client_credentials', extra: [oauth] }),
  block({ slug: 'token_exchange', extra: [rowObject({ name: 'exchange', form: 'exchange' })] }),
  block({ slug: 'github_app', extra: [rowObject({ name: 'app', form: 'app' })] }),
]
