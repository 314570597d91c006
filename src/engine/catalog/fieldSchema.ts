import { z } from 'zod'

/** Longest text a row may hold in one place; the sum is bounded by `findHostileShape`. */
export const rowText = (max = 500) => z.string().min(1).max(max)

/** A name usable in templates. */
export const fieldName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/, 'A name is letters, digits and underscores, starting with a letter, at most 63.')

export const httpsUrl = z
  .string()
  .max(2_000)
  .refine((text) => URL.canParse(text) && /^https:\/\/[^/\\@\s]+(?:[/?#]\S*)?$/.test(text), 'Must be a full https:// address.')

/** One input of the connect dialog. Every field is secret unless it says `"secret": false`. */
export const fieldSchema = z.strictObject({
  name: fieldName,
  label: rowText(80),
  hint: rowText(300).nullish(),
  secret: z.boolean().nullish(),
  required: z.boolean().nullish(),
  pattern: rowText().nullish(),
  example: rowText().nullish(),
  format: z.enum(['email', 'https_url', 'hostname', 'uuid', 'integer']).nullish(),
  options: z.array(z.strictObject({ value: rowText(200), label: rowText(80) })).max(200).nullish(),
  default: z.string().max(500).nullish(),
  helpUrl: httpsUrl.nullish(),
  prefix: rowText(40).nullish(),
  suffix: rowText(60).nullish(),
  showWhen: z.strictObject({ field: fieldName, equals: rowText(200) }).nullish(),
  refuse: z.array(z.strictObject({ pattern: rowText(), reason: rowText(300) })).max(10).nullish(),
})
