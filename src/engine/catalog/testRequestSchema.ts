import { z } from 'zod'
import { rowText } from './fieldSchema.ts'

const pointer = z.string().max(300).regex(/^(?:\/(?:[^~/]|~[01])*)*$/, 'Must be a JSON pointer such as /error/message (RFC 6901).')
const status = z.int().min(100).max(599)
const textMap = z.record(z.string().min(1).max(200), z.string().max(2_000))

/** The one read-only request that proves a credential works. */
export const testRequestSchema = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']).nullish(),
  path: rowText(1_000),
  headers: textMap.nullish(),
  query: textMap.nullish(),
  body: z.unknown().optional(),
  service: rowText(63).nullish(),
  expect: z.array(status).min(1).max(20).nullish(),
  okWhen: z.strictObject({ pointer, equals: z.unknown() }).nullish(),
  acceptAlso: z.array(z.strictObject({ status, pointer, equals: z.unknown() })).max(10).nullish(),
  errorAt: pointer.nullish(),
  identity: z.strictObject({ label: pointer.nullish(), id: pointer.nullish() }).nullish(),
  scopes: z
    .union([
      z.strictObject({ header: rowText(100), separator: z.string().min(1).max(5).nullish() }),
      z.strictObject({ pointer, separator: z.string().min(1).max(5).nullish() }),
    ])
    .nullish(),
})

/** What counts as a refused credential: statuses, and further conditions on the body of other statuses. */
export const authFailureSchema = z.strictObject({
  statuses: z.array(status).max(20).nullish(),
  also: z.array(z.strictObject({ status, pointer, matches: rowText() })).max(20).nullish(),
})
