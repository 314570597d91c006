const keyBytes = 32
/** 32 random bytes hold about 30 different values; fewer than 16 happens once in 10^10 keys. */
const fewestDistinctBytes = 16

// Each alternative is 8 characters or longer, so that a random key does not hit one by chance (below 10^-9).
const placeholder = /change[-_ ]?me|your[-_ ]?(?:key|secret|encryption)|replace[-_ ]?(?:me|this|with)|placeholder|x{8}|(?:example|insert)[-_ ]?key/i

/**
 * Reads a key-encryption key: 32 bytes as base64, base64url (padding optional) or 64 hex digits, spaces around ignored.
 * Throws an Error whose message is the plain reason (never the value); the caller adds the variable's name and the cure.
 */
export function parseEncryptionKey(text: string): Buffer {
  const given = text.trim()
  if (given === '') throw new Error('it is missing')
  if (placeholder.test(given)) throw new Error('it is a placeholder, not a key')
  const key = decode(given)
  if (!key) throw new Error('it is neither base64 nor hex')
  if (key.length !== keyBytes) throw new Error(`it holds ${key.length} bytes, ${keyBytes} are needed`)
  const weakness = findWeakness(key)
  if (weakness) throw new Error(weakness)
  return key
}

function decode(given: string): Buffer | null {
  if (/^(?:[0-9a-fA-F]{2})+$/.test(given) && given.length <= 1024) return Buffer.from(given, 'hex')
  if (!/^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$/.test(given)) return null
  const key = Buffer.from(given, 'base64')
  // Node skips what it cannot decode; only text that encodes back to itself is the key somebody meant.
  return key.toString('base64url') === given.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_') ? key : null
}

function findWeakness(key: Buffer): string | null {
  const distinct = new Set(key).size
  if (distinct === 1) return key[0] === 0 ? 'all its bytes are zero' : 'all its bytes are the same'
  if (distinct < fewestDistinctBytes) return `it has only ${distinct} different bytes: it was not made at random`
  const step = (key[1]! - key[0]!) & 0xff
  if (key.every((byte, i) => i === 0 || ((byte - key[i - 1]!) & 0xff) === step)) return 'its bytes count up in equal steps'
  // Also catches hex text that was encoded a second time, which halves the strength.
  if (key.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'it is encoded text, not random bytes'
  return null
}
