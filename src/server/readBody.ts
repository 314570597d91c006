import type { PayloadRequest } from 'payload'
import type { z } from 'zod'
import { PatchbayError } from '#src/engine/errors.ts'

const defaultMaxBytes = 256 * 1024

/** `isOptional`: no body at all counts as an empty object. */
type Question<Schema extends z.ZodType> = { req: PayloadRequest; schema: Schema; maxBytes?: number; isOptional?: boolean }

/**
 * A JSON body checked against a schema: one error for each fault, naming the field.
 * @throws PatchbayError `payload_too_large`, `invalid_json`, `invalid_request` (not an object), `validation_failed`
 */
export async function readBody<Schema extends z.ZodType>({ req, schema, maxBytes = defaultMaxBytes, isOptional = false }: Question<Schema>): Promise<z.infer<Schema>> {
  const text = await readText({ req, maxBytes })
  const body = isOptional && text.trim() === '' ? {} : parseJson(text)
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new PatchbayError('invalid_request', { message: 'The request body is not a JSON object.' })
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => {
    const field = issue.path.map(String).join('.')
    return new PatchbayError('validation_failed', { field, message: field === '' ? issue.message : `${field}: ${issue.message}` })
  })
  const [first, ...also] = faults
  throw new PatchbayError('validation_failed', { message: first?.message ?? 'The body is not valid.', field: first?.field, also })
}

/** The front refuses larger bodies by their announced length; this holds where there is no front. */
async function readText({ req, maxBytes }: { req: PayloadRequest; maxBytes: number }): Promise<string> {
  const reader = (req as unknown as Request).body?.getReader()
  if (reader === undefined) return typeof req.text === 'function' ? await req.text() : ''
  const parts: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      throw new PatchbayError('payload_too_large')
    }
    parts.push(value)
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new PatchbayError('invalid_json', { message: 'The request body is empty.' })
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes the input, which may hold a secret.
    throw new PatchbayError('invalid_json')
  }
}
