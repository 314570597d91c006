import { z } from 'zod'
import { fieldName, rowText } from './fieldSchema.ts'

const template = rowText(2_000)
const text = rowText()
const params = z.record(z.string().min(1).max(200), z.string().max(2_000))
const seconds = z.int().min(0).max(31_536_000)
const pointer = z.string().max(300).regex(/^(?:\/(?:[^~/]|~[01])*)+$/, 'Must be a JSON pointer such as /data/access_token (RFC 6901).')
const okWhen = z.strictObject({ pointer, equals: z.unknown() })

const refreshSchema = z.strictObject({
  mode: z.enum(['none', 'static', 'rotating']),
  graceSeconds: seconds.nullish(),
  marginSeconds: seconds.nullish(),
  idleDays: z.int().min(1).max(3_650).nullish(),
})

const responseSchema = z.strictObject({
  accessToken: pointer.nullish(),
  refreshToken: pointer.nullish(),
  expiresIn: pointer.nullish(),
  expiresInSeconds: seconds.min(1).nullish(),
  scope: pointer.nullish(),
  okWhen: okWhen.nullish(),
  error: pointer.nullish(),
  errorDescription: pointer.nullish(),
  permanentErrors: z.array(text).max(50).nullish(),
  capture: z.record(fieldName, pointer).nullish(),
})

const revocationSchema = z.strictObject({
  method: z.enum(['POST', 'DELETE', 'GET']).nullish(),
  url: template,
  headers: params.nullish(),
  body: z.unknown().optional(),
  auth: z.enum(['client', 'token', 'app']),
  okWhen: okWhen.nullish(),
})

const lookupSchema = z.strictObject({
  url: template,
  headers: params.nullish(),
  list: z.union([z.literal(''), pointer]).nullish(),
  capture: z.record(fieldName, pointer),
})

/** OAuth 2.0 facts of a service; the hosts of these URLs serve the exchange only, never calls. */
export const oauthSchema = z.strictObject({
  authorizationUrl: template.nullish(),
  tokenUrl: template.nullish(),
  revocationUrl: template.nullish(),
  issuer: template.nullish(),
  scopes: z.array(text).max(200).nullish(),
  optionalScopes: z.array(text).max(200).nullish(),
  scopeSeparator: z.string().min(1).max(5).nullish(),
  pkce: z.union([z.literal('S256'), z.strictObject({ none: text })]).nullish(),
  clientAuth: z.enum(['basic', 'post', 'none', 'private_key_jwt']).nullish(),
  bodyFormat: z.enum(['form', 'json']).nullish(),
  authorizationParams: params.nullish(),
  tokenParams: params.nullish(),
  refreshParams: params.nullish(),
  tokenHeaders: params.nullish(),
  refresh: refreshSchema.nullish(),
  response: responseSchema.nullish(),
  revocation: revocationSchema.nullish(),
  lookup: lookupSchema.nullish(),
  client: z.enum(['platform', 'account']).nullish(),
})

/** A login call whose answer holds the token. */
export const exchangeSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT']).nullish(),
  path: template,
  service: rowText(63).nullish(),
  headers: params.nullish(),
  body: z.unknown().optional(),
  bodyFormat: z.enum(['form', 'json']).nullish(),
  tokenPath: pointer,
  expiresInPath: pointer.nullish(),
  expiresInSeconds: seconds.min(1).nullish(),
  marginSeconds: seconds.nullish(),
  okWhen: okWhen.nullish(),
  errorAt: pointer.nullish(),
})

/** `appId`, `privateKey` and `installation` are names of fields. */
export const appSchema = z.strictObject({
  client: z.enum(['platform', 'account']).nullish(),
  appId: fieldName.nullish(),
  privateKey: fieldName.nullish(),
  installation: fieldName.nullish(),
  tokenUrl: template,
  headers: params.nullish(),
  installations: z.strictObject({ url: template, list: pointer.nullish(), id: pointer, label: pointer.nullish(), pages: z.literal('link').nullish() }).nullish(),
  revocation: revocationSchema.nullish(),
})

/** How a credential becomes an access token, as people write it in a row. */
export const tokenSchemas = { oauth: oauthSchema.nullish(), exchange: exchangeSchema.nullish(), app: appSchema.nullish() }
