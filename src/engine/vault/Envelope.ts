import { PatchbayError } from '../errors.ts'

/** The parts of a sealed value: 12-byte IV, 16-byte GCM tag, ciphertext of any length. */
export type Envelope = { iv: Buffer; authTag: Buffer; ciphertext: Buffer }

/** Longest stored text, in characters; a plaintext is a little less than half of it. */
export const maxEnvelopeLength = 1_048_576

/** In bytes, as `parseEnvelope` has made sure of. */
export const ivLength = 12
export const tagLength = 16

const ivHex = 2 * ivLength
const tagHex = 2 * tagLength
const headLength = ivHex + 1 + tagHex + 1
const shape = /^[0-9a-f]{24}:[0-9a-f]{32}:[0-9a-f]*$/

/** `{iv}:{authTag}:{ciphertext}`, lowercase hex. Errors: `payload_too_large`. */
export function formatEnvelope({ iv, authTag, ciphertext }: Envelope): string {
  const text = `${iv.toString('hex')}:${authTag.toString('hex')}:${ciphertext.toString('hex')}`
  if (text.length > maxEnvelopeLength) throw new PatchbayError('payload_too_large', { message: 'The credential is too large to be sealed.', hint: 'Half a megabyte is the most; check what was pasted.' })
  return text
}

/**
 * Errors: `vault_unavailable` for anything but the exact form.
 * Strict before decoding: Buffer.from(…, 'hex') silently stops at the first character that is not hex, and a shorter
 * tag is weaker (SP 800-38D, appendix C).
 */
export function parseEnvelope(text: string): Envelope {
  if (typeof text !== 'string' || text.length > maxEnvelopeLength || (text.length - headLength) % 2 !== 0 || !shape.test(text)) {
    throw new PatchbayError('vault_unavailable', { message: 'A stored credential does not have the form of a sealed value. Nothing was sent.', hint: 'Restore the row from a backup, or replace the credential.' })
  }
  return {
    iv: Buffer.from(text.slice(0, ivHex), 'hex'),
    authTag: Buffer.from(text.slice(ivHex + 1, headLength - 1), 'hex'),
    ciphertext: Buffer.from(text.slice(headLength), 'hex'),
  }
}
