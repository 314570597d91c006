import { z } from 'zod'
import { fieldName, fieldSchema, rowText } from './fieldSchema.ts'
import { testRequestSchema } from './testRequestSchema.ts'
import { tokenSchemas } from './tokenSchemas.ts'

const template = rowText(2_000)
const text = rowText()

const injectionSchema = z.discriminatedUnion('in', [
  z.strictObject({ in: z.enum(['header', 'query', 'cookie', 'body']), name: rowText(200), value: template }),
  z.strictObject({ in: z.literal('path'), name: z.null().optional(), value: template }),
])

/** A part of another field, or a text of several fields in base64 (`anystring:{{apiKey}}` for basic authentication). */
const derivationSchema = z.union([z.strictObject({ from: fieldName, pattern: text }), z.strictObject({ template, encode: z.literal('base64') })])

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
  ...tokenSchemas,
})
