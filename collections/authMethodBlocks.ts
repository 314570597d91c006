import type { Block, Field } from 'payload'

const json = (name: string, description: string): Field => ({ name, type: 'json', admin: { description } })

const credentialFields: Field = {
  name: 'fields',
  type: 'array',
  labels: { singular: 'Field', plural: 'Fields' },
  admin: { description: 'What a tenant fills in, in the order of the dialog.', initCollapsed: true, components: { RowLabel: '/src/admin/RowLabel#RowLabel' } },
  fields: [
    {
      type: 'row',
      fields: [
        { name: 'name', type: 'text', required: true, admin: { description: 'Used in templates as {{name}}.' } },
        { name: 'label', type: 'text', required: true },
      ],
    },
    { name: 'hint', type: 'text', admin: { description: 'Shown under the field, such as “Starts with re_”.' } },
    {
      type: 'row',
      fields: [
        { name: 'secret', type: 'checkbox', defaultValue: true },
        { name: 'required', type: 'checkbox', defaultValue: true },
      ],
    },
    { name: 'pattern', type: 'text', admin: { description: 'Regular expression (RE2 syntax) the whole value follows.' } },
    { name: 'example', type: 'text' },
    { name: 'format', type: 'select', options: ['email', 'https_url', 'hostname', 'uuid', 'integer'] },
    { name: 'default', type: 'text' },
    { name: 'helpUrl', type: 'text' },
    {
      type: 'row',
      fields: [
        { name: 'prefix', type: 'text', admin: { description: 'Shown before what is typed, such as https://; no part of the value.' } },
        { name: 'suffix', type: 'text', admin: { description: 'Shown behind it, such as .example.com.' } },
      ],
    },
    json('showWhen', 'Asked for only while a field above has a value: { "field": "plan", "equals": "team" }.'),
    json('options', 'Choices: [{ "value": "eu", "label": "Europe" }].'),
    json('refuse', 'Look-alikes to refuse with a reason: [{ "pattern": "^pk_", "reason": "…" }].'),
  ],
}

const injections: Field = {
  name: 'inject',
  type: 'array',
  labels: { singular: 'Place', plural: 'Where the credential goes' },
  admin: { components: { RowLabel: '/src/admin/RowLabel#RowLabel' } },
  fields: [
    {
      type: 'row',
      fields: [
        { name: 'in', type: 'select', required: true, options: ['header', 'query', 'cookie', 'body', 'path'] },
        { name: 'name', type: 'text', admin: { description: 'Header, parameter or cookie name; empty for path.' } },
      ],
    },
    { name: 'value', type: 'text', required: true, admin: { description: 'Such as Bearer {{apiKey}}.' } },
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

const block = ({ slug, singular, extra = [] }: { slug: string; singular: string; extra?: Field[] }): Block => ({
  slug,
  labels: { singular, plural: singular },
  admin: { disableBlockName: true },
  fields: [
    typeField,
    {
      type: 'row',
      fields: [
        { name: 'key', type: 'text', required: true, defaultValue: slug.replaceAll('_', '-') },
        { name: 'label', type: 'text', required: true, defaultValue: singular },
      ],
    },
    credentialFields,
    injections,
    json('derive', 'Values taken from another field: { "dc": { "from": "apiKey", "pattern": "-([a-z]{2}[0-9]+)$" } }.'),
    { name: 'requiredScopes', type: 'text', hasMany: true },
    json('test', 'Test request of this method, instead of the row’s.'),
    ...extra,
  ],
})

/** One block a way to authenticate (the row's `authMethods`). */
export const authMethodBlocks: Block[] = [
  block({ slug: 'api_key', singular: 'API key' }),
  block({ slug: 'bearer', singular: 'Bearer token' }),
  block({ slug: 'basic', singular: 'User name and password' }),
  block({ slug: 'custom', singular: 'Custom fields' }),
  block({ slug: 'oauth2_code', singular: 'OAuth 2', extra: [json('oauth', 'Addresses, scopes and refresh of the OAuth grant.')] }),
  block({ slug: 'oauth2_client_credentials', singular: 'OAuth 2 client credentials', extra: [json('oauth', 'Token address, scopes and client authentication.')] }),
  block({ slug: 'token_exchange', singular: 'Token exchange', extra: [json('exchange', 'The login call and where its answer holds the token.')] }),
  block({ slug: 'github_app', singular: 'App installation', extra: [json('app', 'App id, private key and installation.')] }),
]
