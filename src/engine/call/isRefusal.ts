import { Readable } from 'node:stream'
import type { CompiledProvider } from '../catalog/CompiledProvider.ts'
import type { OutboundResponse } from '../egress/Egress.ts'
import { decodeText } from '../verify/decodeText.ts'
import { isAuthFailure } from '../verify/isAuthFailure.ts'
import { parseJson } from '../verify/parseJson.ts'
import { readUpTo } from './readUpTo.ts'

/** Bodies up to this size are looked into; error answers are smaller, and larger ones must not wait. */
const maxPeekBytes = 65_536

type Judged = { isRefused: boolean; response: OutboundResponse }

/**
 * Whether an answer refuses the credential. Where the row wants the body looked at, small JSON answers of that very
 * status are read first, and `response` continues with the same bytes. Mostly the status says it all, and no promise is needed.
 */
export function isRefusal({ compiled, response }: { compiled: CompiledProvider; response: OutboundResponse }): Judged | Promise<Judged> {
  const { authFailure } = compiled
  const { status } = response
  if (isAuthFailure({ authFailure, status, document: undefined })) return { isRefused: true, response }
  if (!authFailure.also.some((rule) => rule.status === status)) return { isRefused: false, response }
  const header = (name: string): string => response.headers.find(([one]) => one === name)?.[1] ?? ''
  // Event streams and downloads may share the status; only a JSON document can hold what a pointer names.
  const isWorthReading = /^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(header('content-type')) && !(Number(header('content-length')) > maxPeekBytes)
  return isWorthReading ? look({ compiled, response, contentEncoding: header('content-encoding') }) : { isRefused: false, response }
}

async function look({ compiled: { authFailure }, response, contentEncoding }: { compiled: CompiledProvider; response: OutboundResponse; contentEncoding: string }): Promise<Judged> {
  const { whole } = response
  const bytes = whole ?? (await readUpTo({ body: response.body, maxBytes: maxPeekBytes }))
  if (bytes === null) return { isRefused: false, response }
  const document = parseJson(decodeText({ body: bytes, contentEncoding, maxBytes: 1_048_576 }))
  const isRefused = isAuthFailure({ authFailure, status: response.status, document })
  if (whole) return { isRefused, response }
  const body = Readable.from(bytes.length === 0 ? [] : [bytes], { objectMode: false })
  return { isRefused, response: { ...response, requestBytes: response.requestBytes, body } }
}
