import type { Readable } from 'node:stream'
import { PatchbayError } from '../errors.ts'
import { encodeUrlValue } from './encodeUrlValue.ts'
import type { RequestHeaders } from './RequestHeaders.ts'
import { replaceParameter } from './replaceParameter.ts'

type BodyTarget = { name: string; value: string; /** `content-type` is set when there was no body. */ headers: RequestHeaders; body: Uint8Array | Readable | null }

/** Adds a field to a JSON object or a urlencoded form, chosen by `content-type`; no body becomes a JSON object. */
export function injectBodyField({ name, value, headers, body }: BodyTarget): Uint8Array {
  if (body === null || (body instanceof Uint8Array && body.byteLength === 0)) {
    headers['content-type'] = 'application/json'
    return Buffer.from(JSON.stringify({ [name]: value }))
  }
  if (!(body instanceof Uint8Array)) throw refuse('it is larger than 1 MB')
  const type = mediaType(headers['content-type'])
  if (type === 'application/x-www-form-urlencoded') {
    return Buffer.from(replaceParameter({ text: decode(body), name, value: encodeUrlValue({ name, value }) }))
  }
  if (type === 'application/json' || type.endsWith('+json')) return Buffer.from(injectJson({ text: decode(body), name, value }))
  throw refuse('it is neither a JSON object nor a urlencoded form')
}

/** Inserts as text where it can, so that numbers beyond double precision and the order of keys stay what the caller wrote. */
function injectJson({ text, name, value }: { text: string; name: string; value: string }): string {
  const document = parseObject(text)
  if (Object.hasOwn(document, name)) {
    const others = Object.entries(document).filter(([key]) => key !== name)
    return JSON.stringify(Object.fromEntries([...others, [name, value]]))
  }
  const start = text.indexOf('{') + 1
  const separator = Object.keys(document).length === 0 ? '' : ','
  return `${text.slice(0, start)}${JSON.stringify(name)}:${JSON.stringify(value)}${separator}${text.slice(start)}`
}

function parseObject(text: string): Record<string, unknown> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw refuse('it is not valid JSON')
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw refuse('it is not a JSON object')
  return document as Record<string, unknown>
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw refuse('it is not UTF-8')
  }
}

const mediaType = (header: string | string[] | undefined): string => ([header ?? ''].flat()[0] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

const refuse = (reason: string): PatchbayError =>
  new PatchbayError('invalid_request', {
    message: `This provider takes its credential in the request body, and this body cannot take it: ${reason}.`,
    hint: 'Send a JSON object (application/json) or a form (application/x-www-form-urlencoded) of at most 1 MB.',
  })
