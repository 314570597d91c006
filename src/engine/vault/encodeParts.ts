import { PatchbayError } from '../errors.ts'

/**
 * Encodes a list of texts so that two different lists never give the same bytes: each part's length in bytes
 * (4 bytes, big-endian) stands before its UTF-8. A separator would let ("ab","c") and ("a","bc") meet.
 * Lone surrogates are refused (`internal`): UTF-8 maps them all to one replacement character.
 */
export function encodeParts(parts: readonly (string | Buffer)[]): Buffer {
  const pieces: Buffer[] = []
  for (const part of parts) {
    if (typeof part === 'string' && !part.isWellFormed()) throw new PatchbayError('internal', { message: 'A part of the sealing context is not valid text.' })
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    pieces.push(length, bytes)
  }
  return Buffer.concat(pieces)
}
