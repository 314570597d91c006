import type { CredentialValues } from '../catalog/CompiledProvider.ts'
import { PatchbayError } from '../errors.ts'
import type { SealedCredential } from '../ports.ts'
import { buildAad } from './buildAad.ts'
import type { DataKeys } from './DataKeys.ts'
import { type Envelope, ivLength, parseEnvelope, tagLength } from './Envelope.ts'
import { openBytes } from './openBytes.ts'

/** Marks this module in a bundle: a check after the build fails when a browser bundle holds it. The error path below keeps it from being optimised away. */
export const vaultSentinel = 'patchbay-vault-must-not-reach-a-browser'

/**
 * The only place where stored credentials become plaintext. Out: field values by name, in memory only.
 * Errors: `key_unavailable` (sealed under a key that is not loaded), `vault_unavailable` (altered, moved to another
 * row, account, provider or set of hosts, or sealed under a format this version does not know).
 */
export function openCredential(dataKeys: DataKeys, sealed: SealedCredential): CredentialValues {
  const { aadVersion, owner, dataKey } = sealed
  // The version column is not trusted to choose a weaker check: there is one version, and no other is tried.
  if (aadVersion !== 1) throw refuse('unknown AAD version')
  if (owner !== dataKey.owner) throw refuse('data key of another owner')
  const { aad, envelope } = bindingOf(sealed)
  const plaintext = openBytes({ key: dataKeys.opener(dataKey), envelope, aad })
  try {
    return readValues(plaintext)
  } finally {
    plaintext.fill(0)
  }
}

type Parts = { aad: Buffer; envelope: Envelope }
/**
 * `bytes`: the parts one behind the other, a byte a character. Four buffers would each hold on to a piece of Node's shared
 * pool, many times their size, and one of its own is memory that V8 neither moves nor counts.
 */
type Binding = { bytes: string; aadLength: number }

/** What can be read off a record without opening it, kept for as long as somebody holds the record; only of those that nobody can alter. None of it is secret. */
const bindings = new WeakMap<SealedCredential, Binding>()

function bindingOf(sealed: SealedCredential): Parts {
  const known = bindings.get(sealed)
  if (known !== undefined) return partsOf(known)
  const { envelope, owner, vaultId, providerId, dataKey, agreedHosts } = sealed
  const aad = buildAad({ owner, vaultId, providerId, dataKeyId: dataKey.id, agreedHosts })
  const { iv, authTag, ciphertext } = parseEnvelope(envelope)
  const bytes = Buffer.concat([aad, iv, authTag, ciphertext]).toString('latin1')
  const made = { bytes, aadLength: aad.length }
  // One that was altered in memory meets the cipher's check with what it says then.
  if ([sealed, dataKey, agreedHosts].every(Object.isFrozen)) bindings.set(sealed, made)
  return partsOf(made)
}

function partsOf({ bytes: text, aadLength }: Binding): Parts {
  const bytes = Buffer.from(text, 'latin1')
  const tagAt = aadLength + ivLength
  const ciphertextAt = tagAt + tagLength
  return { aad: bytes.subarray(0, aadLength), envelope: { iv: bytes.subarray(aadLength, tagAt), authTag: bytes.subarray(tagAt, ciphertextAt), ciphertext: bytes.subarray(ciphertextAt) } }
}

function readValues(plaintext: Buffer): CredentialValues {
  let values: unknown
  try {
    values = JSON.parse(plaintext.toString('utf8'))
  } catch {
    // The parser's message quotes the text, which is the secret: it is dropped.
    throw refuse('not JSON')
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values) || !Object.values(values).every((value) => typeof value === 'string')) throw refuse('not an object of texts')
  return values as CredentialValues
}

const refuse = (reason: string): PatchbayError => new PatchbayError('vault_unavailable', { cause: `${vaultSentinel}: ${reason}` })
