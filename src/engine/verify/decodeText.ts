import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

const decoders = new Map<string, (body: Uint8Array, limit: { maxOutputLength: number }) => Buffer>([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
])

type CodedBody = { body: Uint8Array; contentEncoding: string | null; /** Of the decoded body, so that a small answer cannot unfold without end. */ maxBytes: number }

/** The body as text, or null when its coding is unknown, broken, nested or unfolds beyond the limit. */
export function decodeText({ body, contentEncoding, maxBytes }: CodedBody): string | null {
  const coding = (contentEncoding ?? '').trim().toLowerCase()
  if (coding === '' || coding === 'identity') return Buffer.from(body).toString('utf8')
  try {
    return decoders.get(coding)?.(body, { maxOutputLength: maxBytes }).toString('utf8') ?? null
  } catch {
    return null
  }
}
