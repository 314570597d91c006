import { PatchbayError } from '../errors.ts'

/**
 * Encodes a list of texts so that two different lists never give the same bytes: each part's length in bytes
 * (4 bytes, big-endian) stands before its UTF-8. A separator would let ("ab","c") and ("a","bc") meet.
 * Lone surrogates are refused (`internal`): UTF-8 maps them all to one replacement character.
 */
export function encodeParts(parts: readonly (string | Buffer)[]): Buffer {
  let size = 0
  for (const part of parts) {
    if (typeof part === 'string' && !part.isWellFormed()) throw new PatchbayError('internal', { message: 'A part of the sealing context is not valid text.' })
    size += 4 + Buffer.byteLength(part)
  }
  const out = Buffer.allocUnsafe(size)
  let at = 0
  for (const part of parts) {
    const length = typeof part === 'string' ? out.write(part, at + 4, 'utf8') : part.copy(out, at + 4)
    out.writeUInt32BE(length, at)
    at += 4 + length
  }
  return out
}
