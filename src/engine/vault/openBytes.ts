import { createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { PatchbayError } from '../errors.ts'
import { type Envelope, parseEnvelope } from './Envelope.ts'

/** The plaintext of an envelope made by `sealBytes` with the same key and AAD. Errors: `vault_unavailable`, for a malformed, altered or foreign envelope alike; no byte is returned then. */
export function openBytes({ key, envelope, aad }: { key: Buffer | KeyObject; /** As stored, or already parsed. */ envelope: string | Envelope; aad: Buffer }): Buffer {
  const { iv, authTag, ciphertext } = typeof envelope === 'string' ? parseEnvelope(envelope) : envelope
  // authTagLength is what makes a shortened tag an error: without it Node accepts 4 bytes.
  // As a KeyObject: looking at raw bytes for what they are takes Node 24 four times as long as the decryption.
  const decipher = createDecipheriv('aes-256-gcm', key instanceof Buffer ? createSecretKey(key) : key, iv, { authTagLength: 16 })
  decipher.setAAD(aad)
  decipher.setAuthTag(authTag)
  const unproven = decipher.update(ciphertext)
  try {
    decipher.final()
  } catch {
    // Until final() has checked the tag these bytes are whatever an attacker chose.
    unproven.fill(0)
    throw new PatchbayError('vault_unavailable')
  }
  return unproven
}
