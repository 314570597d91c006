import type { AuthMethodType, CompiledAuthMethod, Injection, ProviderField, TestRequest } from './CompiledProvider.ts'
import { compileTest } from './compileTest.ts'
import { sourceOf } from './sourceOf.ts'
import type { ProviderRow, RowAuthMethod, RowField } from './providerRowSchema.ts'
import { compileTokenBlocks } from './compileTokenBlocks.ts'
import { hostPlaceholders } from './hostPlaceholders.ts'
import { exchangeUrls } from './exchangeUrls.ts'
import { splitBaseUrl } from './splitBaseUrl.ts'
import { takesToken } from './takesToken.ts'
import { templateFields } from './templateFields.ts'
import type { AppFacts, TokenBlocks } from './TokenBlocks.ts'

const plainField = { hint: null, secret: true, required: true, pattern: null, example: null, format: null, options: null, default: null, helpUrl: null } as const

/** Fields a type cannot do without, where the row leaves them out. */
const ownFields: Partial<Record<AuthMethodType, ProviderField[]>> = {
  bearer: [{ ...plainField, name: 'token', label: 'Token' }],
  basic: [
    { ...plainField, name: 'username', label: 'User name', secret: false },
    { ...plainField, name: 'password', label: 'Password' },
  ],
}

const clientFields: ProviderField[] = [
  { ...plainField, name: 'clientId', label: 'Client ID', secret: false },
  { ...plainField, name: 'clientSecret', label: 'Client secret' },
]

/** Line breaks may be real, written as `\n`, or lost. */
const pemField = { hint: 'The whole PEM file, from -----BEGIN to the END line', pattern: '^-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\]+-----END (?:RSA |EC )?PRIVATE KEY-----\\s*$' } as const

/** Names templates may use without a field of that name: made by the engine. */
export function builtInNames(type: AuthMethodType): string[] {
  if (type === 'basic') return ['basicCredentials']
  return takesToken(type) ? ['accessToken'] : []
}

/** Names no field may have: those templates use, and what is sealed beside the fields. */
export const reservedNames = (type: AuthMethodType): string[] => [...builtInNames(type), ...(takesToken(type) ? ['refreshToken', 'previousRefreshToken'] : [])]

/** One auth method with every default of its type filled in; its marks come last, from the whole (compileRow). */
export function compileAuthMethod({ row, method }: { row: ProviderRow; method: RowAuthMethod }): Omit<CompiledAuthMethod, 'marks'> {
  const facts = compileTokenBlocks(method)
  const fields = fieldsOf({ method, facts })
  const derive = Object.fromEntries(Object.entries(method.derive ?? {}))
  return {
    key: method.key,
    type: method.type,
    label: method.label,
    mode: method.type === 'oauth2_code' || method.type === 'github_app' ? 'oauth-user' : 'service',
    fields,
    hostFields: hostFieldsOf({ row, derive, fields, facts }),
    derive,
    inject: injectionsOf(method),
    requiredScopes: method.requiredScopes ?? [],
    test: testOf({ row, method }),
    apiKeyField: apiKeyFieldOf({ row, method, fields }),
    ...facts,
  }
}

function fieldsOf({ method, facts }: { method: RowAuthMethod; facts: TokenBlocks }): ProviderField[] {
  const given = (method.fields ?? []).map(compileField)
  const needed = clientFieldsOf(facts)
  if (given.length === 0) return ownFields[method.type] ?? needed
  return [...given, ...needed.filter((own) => !given.some((field) => field.name === own.name))]
}

/** What an account's own client consists of; of the platform's it has nothing to type. */
function clientFieldsOf({ oauth, app }: TokenBlocks): ProviderField[] {
  if (app !== null) return app.client === 'account' ? appFields(app) : []
  if (oauth === null || oauth.client === 'platform') return []
  const [id, secret] = clientFields as [ProviderField, ProviderField]
  if (oauth.clientAuth === 'none') return [id]
  return oauth.clientAuth === 'private_key_jwt' ? [id, { ...secret, name: 'privateKey', label: 'Private key', ...pemField }] : [id, secret]
}

const appFields = ({ appId, privateKey, installation }: AppFacts): ProviderField[] => [
  { ...plainField, name: appId, label: 'App ID', secret: false },
  { ...plainField, name: privateKey, label: 'Private key', ...pemField },
  { ...plainField, name: installation, label: 'Installation ID', secret: false, pattern: '^[0-9]{1,20}$', example: '12345678' },
]

function compileField(field: RowField): ProviderField {
  return {
    name: field.name,
    label: field.label,
    hint: field.hint ?? null,
    secret: field.secret ?? true,
    required: field.required ?? true,
    pattern: field.pattern ?? null,
    example: field.example ?? null,
    format: field.format ?? null,
    options: field.options ?? null,
    default: field.default ?? null,
    helpUrl: field.helpUrl ?? null,
    ...(field.prefix ? { prefix: field.prefix } : {}),
    ...(field.suffix ? { suffix: field.suffix } : {}),
    ...(field.showWhen ? { showWhen: field.showWhen } : {}),
    ...(field.refuse ? { refuse: field.refuse } : {}),
  }
}

function injectionsOf(method: RowAuthMethod): Injection[] {
  if (method.inject && method.inject.length > 0) {
    return method.inject.map((one) => (one.in === 'path' ? { in: 'path', name: null, value: one.value } : { in: one.in, name: one.name, value: one.value }))
  }
  const authorization = (value: string): Injection[] => [{ in: 'header', name: 'Authorization', value }]
  if (method.type === 'bearer') return authorization('Bearer {{token}}')
  if (method.type === 'basic') return authorization('Basic {{basicCredentials}}')
  return takesToken(method.type) ? authorization('Bearer {{accessToken}}') : []
}

type HostQuestion = { row: ProviderRow; derive: CompiledAuthMethod['derive']; fields: ProviderField[]; facts: TokenBlocks }

function hostFieldsOf({ row, derive, fields, facts }: HostQuestion): string[] {
  const ofExchange = exchangeUrls(facts).flatMap((url) => templateFields(splitBaseUrl(url)?.host ?? url))
  const sources = [...hostPlaceholders(row), ...ofExchange].map((name) => sourceOf({ name, derive }))
  return [...new Set(sources)].filter((name) => fields.some((field) => field.name === name)).sort()
}

function testOf({ row, method }: { row: ProviderRow; method: RowAuthMethod }): TestRequest | null {
  const test = method.test ?? row.test
  return test ? compileTest(test) : null
}

/** The field whose value is `settings.apiKey`: the one the row names, else the only secret, else the access token. */
function apiKeyFieldOf({ row, method, fields }: { row: ProviderRow; method: RowAuthMethod; fields: ProviderField[] }): string | null {
  const named = row.ai?.apiKeyField ?? null
  if (named !== null && fields.some((field) => field.name === named)) return named
  if (takesToken(method.type)) return 'accessToken'
  const secrets = fields.filter((field) => field.secret)
  return secrets.length === 1 ? (secrets[0] as ProviderField).name : null
}
