import { createHmac } from 'node:crypto'
import { inspect } from 'node:util'
import { PatchbayError } from '../errors.ts'
import type { WrappedDataKey } from '../ports.ts'
import { encodeParts } from './encodeParts.ts'
import { openBytes } from './openBytes.ts'
import { sealBytes } from './sealBytes.ts'

/**
 * The key-encryption keys of the installation. They wrap data keys and nothing else; the current one wraps and
 * unwraps, retired ones only unwrap. The key is picked by id, never by trying: GCM does not commit to its key.
 */
export type Keyring = {
  readonly currentId: string
  /** Current first. */
  readonly ids: readonly string[]
  has(id: string): boolean
  /** Binds the data key to its id, its owner and the wrapping key. */
  wrap(input: { dataKey: Buffer; id: string; owner: string }): { kekId: string; wrapped: string }
  /** Errors: `key_unavailable` (wrapped by a key that is not loaded), `vault_unavailable` (altered, or moved between owners). */
  unwrap(key: WrappedDataKey): Buffer
}

/** `current` and `retired` are 32 bytes each (see `parseEncryptionKey`); they are copied. */
export function createKeyring(input: { current: Buffer; retired?: readonly Buffer[] }): Keyring {
  return new LocalKeyring(input)
}

class LocalKeyring implements Keyring {
  readonly #keys = new Map<string, Buffer>()
  readonly currentId: string
  readonly ids: readonly string[]

  constructor({ current, retired = [] }: { current: Buffer; retired?: readonly Buffer[] }) {
    for (const key of [current, ...retired]) {
      if (key.length !== 32) throw new PatchbayError('key_unavailable', { message: 'An encryption key does not have 32 bytes.', hint: 'Correct PATCHBAY_ENCRYPTION_KEY or PATCHBAY_RETIRED_ENCRYPTION_KEYS.' })
      const id = fingerprint(key)
      if (!this.#keys.has(id)) this.#keys.set(id, Buffer.from(key))
    }
    this.ids = Object.freeze([...this.#keys.keys()])
    this.currentId = this.ids[0]!
  }

  has(id: string): boolean {
    return this.#keys.has(id)
  }

  wrap({ dataKey, id, owner }: { dataKey: Buffer; id: string; owner: string }): { kekId: string; wrapped: string } {
    const kekId = this.currentId
    return { kekId, wrapped: sealBytes({ key: this.#keys.get(kekId)!, plaintext: dataKey, aad: wrapAad({ id, owner, kekId }) }) }
  }

  unwrap({ id, owner, kekId, wrapped }: WrappedDataKey): Buffer {
    const key = this.#keys.get(kekId)
    if (!key) throw new PatchbayError('key_unavailable')
    const dataKey = openBytes({ key, envelope: wrapped, aad: wrapAad({ id, owner, kekId }) })
    if (dataKey.length !== 32) throw new PatchbayError('vault_unavailable')
    return dataKey
  }

  toString(): string {
    return '[redacted]'
  }

  toJSON(): string {
    return '[redacted]'
  }

  [inspect.custom](): string {
    return '[redacted]'
  }
}

const wrapAad = ({ id, owner, kekId }: { id: string; owner: string; kekId: string }): Buffer => encodeParts(['patchbay/kek/v1', owner, id, kekId])

/** A keyed hash of a fixed text: tells keys apart and says nothing about them. */
const fingerprint = (key: Buffer): string => createHmac('sha256', key).update('patchbay/kek-id/v1').digest('hex').slice(0, 16)
