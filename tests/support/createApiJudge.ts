import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

type Schema = Record<string, any>
export type ApiOperation = { id: string; method: string; path: string; hasBody: boolean; isOpen: boolean; tag: string }
type Exchange = { method: string; path: string; status: number; body: unknown; contentType: string; sent?: unknown }

export type ApiJudge = {
  operations: ApiOperation[]
  /** Operations that gave an answer of status 2xx or 3xx as the document says. */
  answered: Set<string>
  /** What contradicts the document; an address or status it does not name is a fault as well. */
  judge(exchange: Exchange): string[]
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Holds requests and answers against an OpenAPI document, read strictly: a property it does not name is a fault. */
export function createApiJudge(document: Schema): ApiJudge {
  const closed = closeObjects(structuredClone(document)) as Schema
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/)
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/)
  ajv.addSchema(closed, 'api')
  const compiled = new Map<string, ValidateFunction>()
  const validatorAt = (...pointer: string[]): ValidateFunction => {
    const $ref = `api#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
    if (!compiled.has($ref)) compiled.set($ref, ajv.compile({ $ref }))
    return compiled.get($ref)!
  }

  const operations = listOperations(document)
  const answered = new Set<string>()
  const check = (value: unknown, ...pointer: string[]): string[] => {
    const validate = validatorAt(...pointer)
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${pointer[3]} ${pointer[4] ?? ''} ${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`)
  }
  return {
    operations,
    answered,
    judge: ({ method, path, status, body, contentType, sent }) => {
      const found = findOperation({ operations, method, path: path.split('?', 1)[0] ?? '' })
      if (found === undefined) return [`${method} ${path} is not in the document`]
      const at = ['paths', found.path, found.method]
      const response = closed.paths[found.path][found.method].responses[status] ?? closed.paths[found.path][found.method].responses.default
      if (response === undefined) return [`${found.id} does not name the status ${status}: ${JSON.stringify(body)}`]
      const named = closed.paths[found.path][found.method].responses[status] === undefined ? 'default' : String(status)
      const isOwnSample = status < 300 && sent !== undefined && found.hasBody
      const faults = isOwnSample ? check(sent, ...at, 'requestBody', 'content', 'application/json', 'schema') : []
      const types = Object.keys(response.content ?? {})
      if (types.includes('application/json')) faults.push(...check(body, ...at, 'responses', named, 'content', 'application/json', 'schema'))
      // A redirect says where to go and nothing else.
      else if ((types.length > 0 || contentType !== '') && !types.some((type) => type === '*/*' || contentType.startsWith(type.replace('*', '')))) faults.push(`${found.id} answers ${contentType}`)
      if (status < 400 && faults.length === 0) answered.add(found.id)
      return faults.map((fault) => `${found.id}: ${fault}`)
    },
  }
}

export const listOperations = (document: Schema): ApiOperation[] =>
  Object.entries(document.paths as Record<string, Schema>).flatMap(([path, item]) =>
    methods.filter((method) => item[method] !== undefined).map((method) => {
      const { operationId, requestBody, security, tags } = item[method]
      return { id: operationId, method, path, hasBody: requestBody?.content['application/json'] !== undefined, isOpen: security?.length === 0, tag: tags[0] }
    }),
  )

/** Addresses without parameters first: `/api/connections/export` is no `/api/connections/{id}`. */
function findOperation({ operations, method, path }: { operations: ApiOperation[]; method: string; path: string }): ApiOperation | undefined {
  const fitting = operations.filter((one) => one.method === method.toLowerCase() && patternOf(one.path).test(path))
  return fitting.sort((left, right) => left.path.split('{').length - right.path.split('{').length)[0]
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{path\}/, '.*').replaceAll(/\{\w+\}/g, '[^/]+')}$`)

function closeObjects(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closeObjects)
  if (node === null || typeof node !== 'object') return node
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closeObjects(value)])) as Schema
  return copy.type === 'object' && typeof copy.properties === 'object' && copy.additionalProperties === undefined ? { ...copy, additionalProperties: false } : copy
}
