import { z } from 'zod'
import { fieldName, fieldSchema, rowText } from './fieldSchema.ts'
import { testRequestSchema } from './testRequestSchema.ts'

const template = rowText(2_000)
const text = rowText()
const params = z.record(z.string().min(1).max(200), z.string().max(2_000))
const seconds = z.int().min(0).max(31_536_000)

const injectionSchema = z.discriminatedUnion('in', [
  z.strictObject({ in: z.enum(['header', 'query', 'cookie', 'body']), name: rowText(200), value: template }),
  z.strictObject({ in: z.literal('path'), name: z.null().optional(), value: template }),
])

/** A part of another field, or a text of several fields in base64 (`anystring:{{apiKey}}` for basic authentication). */
const derivationSchema = z.union([z.strictObject({ from: fieldName, pattern: text }), z.strictObject({ template, encode: z.literal('base64') })])

/** OAuth 2.0 facts of a service; the hosts of these URLs serve the exchange only, never calls. */
const oauthSchema = z.strictObject({
  authorizationUrl: template.nullish(),
  tokenUrl: template,
  revocationUrl: template.nullish(),
  issuer: template.nullish(),
  scopes: z.array(text).max(200).nullish(),
  optionalScopes: z.array(text).max(200).nullish(),
  scopeSeparator: z.string().min(1).max(5).nullish(),
  pkce: z.union([z.literal('S256'), z.strictObject({ none: text })]).nullish(),
  clientAuth: z.enum(['basic', 'post', 'none', 'private_key_jwt']).nullish(),
  authorizationParams: params.nullish(),
  tokenParams: params.nullish(),
  refresh: z
    .strictObject({
      mode: z.enum(['none', 'static', 'rotating']),
      graceSeconds: seconds.nullish(),
      marginSeconds: seconds.nullish(),
      idleDays: z.int().min(1).max(3_650).nullish(),
    })
    .nullish(),
  response: z.record(fieldName, rowText(300)).nullish(),
  client: z.enum(['platform', 'account']).nullish(),
})

const exchangeSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT']).nullish(),
  path: template,
  headers: params.nullish(),
  body: z.unknown().optional(),
  tokenPath: rowText(300),
  expiresInPath: rowText(300).nullish(),
})

/** Names of the fields that hold the app's own values. */
const appSchema = z.strictObject({ appId: text.nullish(), privateKey: text.nullish(), installation: text.nullish(), tokenUrl: template.nullish() })

/** One way a provider authenticates. Which blocks and fields belong to which type is checked by `checkAuthMethod`. */
export const authMethodSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'A key is lower-case letters, digits and hyphens, starting with a letter.'),
  type: z.enum(['api_key', 'bearer', 'basic', 'custom', 'oauth2_code', 'oauth2_client_credentials', 'token_exchange', 'github_app']),
  label: rowText(80),
  fields: z.array(fieldSchema).max(30).nullish(),
  derive: z.record(fieldName, derivationSchema).nullish(),
  inject: z.array(injectionSchema).max(20).nullish(),
  requiredScopes: z.array(text).max(200).nullish(),
  test: testRequestSchema.nullish(),
  oauth: oauthSchema.nullish(),
  exchange: exchangeSchema.nullish(),
  app: appSchema.nullish(),
})
