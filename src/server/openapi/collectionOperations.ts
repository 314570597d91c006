import type { SanitizedCollectionConfig, SanitizedGlobalConfig } from 'payload'
import { nobody } from '#src/access/nobody.ts'
import { providerRowSchema } from '#src/engine/catalog/providerRowSchema.ts'
import { bodyOf } from './componentSchemas.ts'
import { describeFields, type Purpose } from './describeFields.ts'
import type { Method, Operation, Parameter } from './describeOperation.ts'
import { type JsonSchema, listOf, orNull, ref, text, uuid, whole, yesNo } from './JsonSchema.ts'

type Described = { operations: Operation[]; schemas: Record<string, JsonSchema> }

const listParameters: Parameter[] = [
  { name: 'limit', in: 'query', description: 'Rows a page, 1 to 200; 10 when left out.', schema: whole },
  { name: 'page', in: 'query', schema: whole },
  { name: 'sort', in: 'query', description: 'A field, `-` in front for descending.' },
  { name: 'where', in: 'query', description: 'Conditions in Payload’s form, such as `where[provider][equals]=demo`.', schema: { type: 'object', additionalProperties: true } },
]
const depth: Parameter = { name: 'depth', in: 'query', description: 'How far relations are filled in, 0 to 2; 0 when left out.', schema: whole }
const trash: Parameter = { name: 'trash', in: 'query', description: '`true` lists what is in the trash as well.', schema: yesNo }

/** What Payload itself answers for a collection: only operations that somebody may do and that no route of ours replaces. */
export function collectionOperations(collection: SanitizedCollectionConfig): Described {
  const { slug, access } = collection
  if (collection.endpoints === false) return { operations: [], schemas: {} }
  const name = pascal(collection.slug).replace(/ies$/, 'y').replace(/s$/, '')
  const document = `${name}Document`
  const offers = (operation: 'create' | 'read' | 'update' | 'delete'): boolean => (access[operation] as unknown) !== nobody
  const at: At = (method, path, rest) => ({ method, path: `/api/${slug}${path}`, tag: slug, ...rest })
  const saved = (description: string) => ({ description, schema: { type: 'object', properties: { doc: ref(document), message: text }, required: ['doc'] } })
  const sent = (purpose: Purpose): Pick<Operation, 'body' | 'codes'> => ({ body: bodySchema({ collection, purpose }), codes: ['conflict', 'secret_in_plain_field', ...(isCatalog(collection) ? (['invalid_row'] as const) : []), ...(collection.slug === 'built-in-credentials' ? (['rate_limited'] as const) : [])] })

  const operations: Operation[] = []
  if (offers('read')) {
    // Logos are pictures on public pages.
    const caller = isUpload(collection) ? ('anybody' as const) : undefined
    const parameters = [...listParameters, depth, ...(collection.trash === true ? [trash] : [])]
    operations.push(
      at('get', '', { id: `list${name}`, caller, summary: `List ${slug} you may see`, parameters, answers: { 200: { description: 'A page of rows.', schema: pageOf(ref(document)) } } }),
      at('get', '/count', { id: `count${name}`, caller, summary: `Count ${slug} you may see`, answers: { 200: { description: 'The number.', schema: { type: 'object', properties: { totalDocs: whole }, required: ['totalDocs'] } } } }),
      at('get', '/{id}', { id: `get${name}`, caller, summary: `Read one of ${slug}`, parameters: [depth], answers: { 200: { description: 'The row.', schema: ref(document) } } }),
    )
  }
  if (collection.versions && offers('read')) operations.push(...versionOperations({ name, at }))
  if (isUpload(collection)) operations.push(...fileOperations({ name, document, at }))
  else if (offers('create')) operations.push(at('post', '', { id: `create${name}`, summary: `Make one of ${slug}`, ...sent('create'), answers: { 201: saved('Made.') } }))
  if (offers('update')) operations.push(at('patch', '/{id}', { id: `update${name}`, summary: `Change one of ${slug}`, ...sent('update'), answers: { 200: saved('Changed.') } }))
  if (offers('delete')) operations.push(at('delete', '/{id}', { id: `delete${name}`, summary: `Delete one of ${slug}`, codes: isCatalog(collection) ? ['provider_in_use'] : ['conflict'], answers: { 200: saved('Deleted; the row as it was.') } }))
  return { operations, schemas: { [document]: documentSchema(collection) } }
}

type At = (method: Method, path: string, rest: Omit<Operation, 'method' | 'path' | 'tag'>) => Operation

/** Former states of a row; putting one back is a change like any other. */
function versionOperations({ name, at }: { name: string; at: At }): Operation[] {
  const version: JsonSchema = { type: 'object', properties: { id: uuid, parent: uuid, version: { type: 'object' }, createdAt: text, updatedAt: text }, required: ['id', 'parent', 'version'] }
  return [
    at('get', '/versions', { id: `list${name}Version`, summary: 'List former states', parameters: listParameters, answers: { 200: { description: 'A page of versions.', schema: pageOf(version) } } }),
    at('get', '/versions/{id}', { id: `get${name}Version`, summary: 'Read a former state', answers: { 200: { description: 'The version.', schema: version } } }),
    at('post', '/versions/{id}', { id: `restore${name}Version`, summary: 'Put a former state back', codes: ['invalid_row'], answers: { 200: { description: 'The row as it is now.', schema: { type: 'object', description: 'The row, and a `message`.', required: ['id'] } } } }),
  ]
}

/** Pictures: a form to send them, the bytes to show them. */
function fileOperations({ name, document, at }: { name: string; document: string; at: At }): Operation[] {
  const form: JsonSchema = { type: 'object', properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' }, _payload: { ...text, description: 'The other fields as JSON.' } }, required: ['file'] }
  return [
    at('post', '', { id: `create${name}`, summary: 'Upload one, up to 200 kB', body: form, bodyType: 'multipart/form-data', answers: { 201: { description: 'Kept.', schema: { type: 'object', properties: { doc: ref(document), message: text }, required: ['doc'] } } } }),
    at('get', '/icon/{slug}/{tone}', { id: 'showIcon', summary: 'A brand’s icon; `tone` is `light` or `dark`', caller: 'anybody', answers: { 200: { description: 'An SVG.', content: { 'image/*': {} } } } }),
    at('get', '/file/{filename}', { id: `show${name}`, summary: 'The picture itself', caller: 'anybody', answers: { 200: { description: 'Its bytes.', content: { 'image/*': {} } } } }),
  ]
}

const isCatalog = ({ slug }: SanitizedCollectionConfig): boolean => slug === 'integration-providers'
const isUpload = ({ upload }: SanitizedCollectionConfig): boolean => Boolean(upload)
const pascal = (slug: string): string => slug.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')

function documentSchema(collection: SanitizedCollectionConfig): JsonSchema {
  const { properties, required } = describeFields({ fields: collection.fields, purpose: 'read' })
  return { type: 'object', properties: { id: uuid, ...properties, ...(collection.auth ? { collection: { const: collection.slug } } : {}) }, required: ['id', ...required] }
}

function bodySchema({ collection, purpose }: { collection: SanitizedCollectionConfig; purpose: Purpose }): JsonSchema {
  // The rows of the catalog are the same here as in files and imports.
  if (isCatalog(collection)) return purpose === 'create' ? ref('ProviderRow') : { type: 'object', description: 'The keys of a provider row that change.', properties: bodyOf(providerRowSchema).properties }
  const { properties, required } = describeFields({ fields: collection.fields, purpose })
  const hasPassword = collection.auth && collection.auth.disableLocalStrategy !== true
  const needed = [...required, ...(hasPassword && purpose === 'create' ? ['password'] : [])]
  return { type: 'object', properties: { ...properties, ...(hasPassword ? { password: { ...text, writeOnly: true } } : {}) }, ...(needed.length === 0 ? {} : { required: needed }) }
}

const pageOf = (row: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { docs: listOf(row), totalDocs: whole, limit: whole, totalPages: whole, page: whole, pagingCounter: whole, hasPrevPage: yesNo, hasNextPage: yesNo, prevPage: orNull(whole), nextPage: orNull(whole) },
  required: ['docs', 'totalDocs', 'limit', 'totalPages', 'hasPrevPage', 'hasNextPage'],
})

/** A global: one document that is always there. */
export function globalOperations(global: SanitizedGlobalConfig): Described {
  const name = pascal(global.slug)
  const { properties } = describeFields({ fields: global.fields, purpose: 'read' })
  const schema: JsonSchema = { type: 'object', properties: { id: uuid, globalType: text, ...properties, createdAt: orNull(text), updatedAt: orNull(text) } }
  const body: JsonSchema = { type: 'object', properties: describeFields({ fields: global.fields, purpose: 'update' }).properties }
  const at = { path: `/api/globals/${global.slug}`, tag: 'settings' }
  return {
    operations: [
      { ...at, method: 'get', id: `get${name}`, summary: `Read ${global.slug}`, answers: { 200: { description: 'The settings.', schema: ref(`${name}Global`) } } },
      { ...at, method: 'post', id: `update${name}`, summary: `Change ${global.slug} (platform admins)`, body, codes: ['secret_in_plain_field'], answers: { 200: { description: 'Saved.', schema: { type: 'object', properties: { message: text, result: ref(`${name}Global`) }, required: ['result'] } } } },
    ],
    schemas: { [`${name}Global`]: schema },
  }
}
