import { type ErrorCode, errorCatalogue } from '#src/engine/errors.ts'
import { type JsonSchema, ref, text } from './JsonSchema.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

export type Parameter = { name: string; in: 'path' | 'query' | 'header'; description?: string; required?: boolean; schema?: JsonSchema }

type Answer = { description: string; schema?: JsonSchema; content?: Record<string, unknown>; headers?: Record<string, unknown> }

/** One address and method, short enough to be written down for each; `describeOperation` makes OpenAPI of it. */
export type Operation = {
  method: Method
  /** OpenAPI's form, `{id}`; parameters of the path are declared by themselves. */
  path: string
  id: string
  tag: string
  summary: string
  description?: string
  parameters?: Parameter[]
  body?: JsonSchema
  /** It may be left out altogether. */
  isBodyOptional?: boolean
  bodyType?: 'application/json' | 'multipart/form-data'
  /** By status. A schema is JSON; a `content` says otherwise. */
  answers: Partial<Record<number | 'default', Answer>>
  /** Refusals beyond those that any request can meet. */
  codes?: ErrorCode[]
  /** Whom it answers: everybody, a header only (no cookie), or any way to sign in. */
  caller?: 'anybody' | 'header'
}

const always: ErrorCode[] = ['invalid_request', 'internal', 'database_unavailable']
const signedIn: ErrorCode[] = ['unauthenticated', 'forbidden']

export function describeOperation({ path, id, tag, summary, description, parameters = [], body, isBodyOptional = false, bodyType = 'application/json', answers, codes = [], caller }: Operation): JsonSchema {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
  const declared = new Set(parameters.map(({ name }) => name))
  const all = [...inPath.filter((name) => !declared.has(name)).map((name) => ({ name, in: 'path' }) as Parameter), ...parameters]
  const refusals = [...new Set([...always, ...(caller === 'anybody' ? [] : signedIn), ...(inPath.length === 0 ? [] : (['not_found'] as const)), ...(body === undefined ? [] : bodyCodes), ...codes])]
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(all.length === 0 ? {} : { parameters: all.map(describeParameter) }),
    ...(body === undefined ? {} : { requestBody: { required: !isBodyOptional, content: { [bodyType]: { schema: body } } } }),
    responses: { ...describeAnswers(answers), ...describeRefusals(refusals) },
    ...(caller === undefined ? {} : { security: caller === 'anybody' ? [] : [{ jwt: [] }, { apiToken: [] }] }),
  }
}

const bodyCodes: ErrorCode[] = ['invalid_json', 'validation_failed', 'payload_too_large']

const json = (schema: JsonSchema): JsonSchema => ({ 'application/json': { schema } })

const describeParameter = ({ name, in: place, description, required, schema = text }: Parameter): JsonSchema => ({
  name,
  in: place,
  ...(description === undefined ? {} : { description }),
  ...(place === 'path' || required === true ? { required: true } : {}),
  schema,
})

const describeAnswers = (answers: Operation['answers']): JsonSchema =>
  Object.fromEntries(
    Object.entries(answers as Record<string, Answer>).map(([status, { description, schema, content, headers }]) => [
      status,
      { description, ...(headers === undefined ? {} : { headers }), ...(schema === undefined ? (content === undefined ? {} : { content }) : { content: json(schema) }) },
    ]),
  )

/** One entry a status, naming the codes that come with it. */
function describeRefusals(codes: ErrorCode[]): JsonSchema {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codes) byStatus.set(errorCatalogue[code].status, [...(byStatus.get(errorCatalogue[code].status) ?? []), code])
  return Object.fromEntries([...byStatus].map(([status, all]) => [status, { description: all.map((code) => `\`${code}\`: ${errorCatalogue[code].message}`).join(' '), content: json(ref('Errors')) }]))
}
