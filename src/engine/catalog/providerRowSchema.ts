import { z } from 'zod'
import { authMethodSchema } from './authMethodSchema.ts'
import { httpsUrl, rowText } from './fieldSchema.ts'
import { rowParts } from './rateRow.ts'
import { authFailureSchema, testRequestSchema } from './testRequestSchema.ts'

const providerKey = z.string().regex(/^[a-z][a-z0-9-]{1,62}$/, 'A key is 2 to 63 lower-case letters, digits and hyphens, starting with a letter.')
const base = rowText(1_000)

const aiSchema = z.strictObject({
  sdk: z.strictObject({ package: rowText(200), create: z.string().regex(/^[A-Za-z_$][\w$]{0,99}$/, 'Must be the name of a function.') }).nullish(),
  capabilities: z.array(rowText(40)).max(30).nullish(),
  defaultModel: rowText(200).nullish(),
  models: z.array(rowText(200)).max(1_000).nullish(),
  apiKeyField: rowText(63).nullish(),
  baseUrl: base.nullish(),
})

const usagePointer = z.string().max(300).regex(/^\/(?:[^~\s]|~[01])+(?: \+ \/(?:[^~\s]|~[01])+)*$/, 'Must be a JSON pointer such as /usage/total_tokens, or several joined by “ + ”.')
const usagePointers = z.array(usagePointer).max(10).nullish()

/**
 * A provider row as people write it: JSON file, import, export, REST body. Everything unknown is refused; `null`
 * means the same as leaving a key out. What cannot be said by shape alone is checked by `checkRow`.
 */
export const providerRowSchema = z.strictObject({
  key: providerKey,
  name: rowText(80),
  category: rowText(40),
  description: rowText(500),
  logoSlug: z.string().regex(/^[a-z0-9]{1,60}$/, 'Must be the slug of a brand icon: lower-case letters and digits.').nullish(),
  logo: rowText(100).nullish(),
  logoDark: rowText(100).nullish(),
  website: httpsUrl.nullish(),
  docsUrl: httpsUrl.nullish(),
  statusUrl: httpsUrl.nullish(),
  manageUrl: httpsUrl.nullish(),
  helpUrl: httpsUrl.nullish(),
  helpText: rowText(1_000).nullish(),
  status: z.enum(['live', 'coming_soon', 'hidden', 'deprecated']).nullish(),
  replacedBy: providerKey.nullish(),
  featured: z.int().min(0).max(10_000).nullish(),
  keywords: z.array(rowText(60)).max(50).nullish(),
  rotateAfterDays: z.int().min(1).max(3_650).nullish(),
  baseUrl: base.nullish(),
  services: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'A service name is lower-case letters, digits and hyphens.'), z.strictObject({ baseUrl: base })).nullish(),
  allowedHosts: z.array(rowText(300)).max(100).nullish(),
  authMethods: z.array(authMethodSchema).min(1, 'At least one auth method is needed.').max(20),
  test: testRequestSchema.nullish(),
  authFailure: authFailureSchema.nullish(),
  retry: z.strictObject({ on: z.array(z.int().min(400).max(599)).max(30).nullish(), maxAttempts: z.int().min(1).max(10).nullish() }).nullish(),
  scrubAnswers: z.boolean().nullish(),
  timeoutSeconds: z.int().min(1).max(900).nullish(),
  ai: aiSchema.nullish(),
  usage: z.strictObject({ tokensIn: usagePointers, tokensOut: usagePointers, cost: usagePointers }).nullish(),
  webhook: z.strictObject({ scheme: rowText(100) }).nullish(),
  source: z.strictObject({ url: httpsUrl, date: z.iso.date() }).nullish(),
  /** Why a row lacks something on purpose, by the part it lacks. */
  gaps: z.partialRecord(z.enum(rowParts), rowText(300)).nullish(),
})

export type ProviderRow = z.infer<typeof providerRowSchema>
export type RowAuthMethod = ProviderRow['authMethods'][number]
export type RowField = NonNullable<RowAuthMethod['fields']>[number]
export type RowTest = NonNullable<ProviderRow['test']>
