import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { formatEnvelope } from './Envelope.ts'

/**
 * AES-256-GCM under a fresh random 96-bit IV, as envelope text. A key may seal 2^32 times (SP 800-38D, section 8.3);
 * there is no way to pass an IV, because one repeated IV gives the key stream away.
 */
export function sealBytes({ key, plaintext, aad }: { key: Buffer; plaintext: Buffer; aad: Buffer }): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), iv, { authTagLength: 16 })
  cipher.setAAD(aad)
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return formatEnvelope({ iv, authTag: cipher.getAuthTag(), ciphertext })
}
