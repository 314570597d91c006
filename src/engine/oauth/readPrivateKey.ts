import { createPrivateKey, type KeyObject } from 'node:crypto'
import { GrantFault } from './GrantFault.ts'

/** The algorithms of RFC 7518 that fit a kind of key. */
const algorithms: Record<string, string> = { rsa: 'RS256', 'rsa-pss': 'PS256', ed25519: 'EdDSA' }
const curves: Record<string, string> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' }

const shortestModulus = 2_048

/**
 * A private key out of PEM text (PKCS #1, PKCS #8 or SEC 1) whose line breaks may have been lost or escaped on the way.
 * @throws GrantFault that says what is wrong with it and quotes none of it
 */
export function readPrivateKey({ pem, name, source }: { pem: string | null; name: string; source: 'platform' | 'account' }): { key: KeyObject; algorithm: string } {
  const key = parse(pem ?? '')
  const algorithm = key === null ? undefined : (algorithms[key.asymmetricKeyType ?? ''] ?? curves[key.asymmetricKeyDetails?.namedCurve ?? ''])
  // RFC 7518 section 3.3. The library refuses to sign with a shorter one, which would look like a fault of the service.
  const isShort = (key?.asymmetricKeyDetails?.modulusLength ?? shortestModulus) < shortestModulus
  if (key !== null && algorithm !== undefined && !isShort) return { key, algorithm }
  const isPublic = /-----BEGIN (?:RSA )?PUBLIC KEY|-----BEGIN CERTIFICATE/.test(pem ?? '')
  const reason = isShort ? `is too short to sign with: ${shortestModulus} bits are the least` : isPublic ? 'is a public key or a certificate' : /-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(pem ?? '') ? 'is locked with a password' : 'cannot be read as a private key in PEM form'
  // The cause of the parser is left out: it may quote what it was given.
  throw new GrantFault(source === 'account' ? 'credential_format' : 'provider_unavailable', {
    kind: source === 'account' ? 'permanent' : 'configuration',
    message: `The private key for ${name} ${reason}.`,
    hint: 'Download the key again: it begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----.',
    wasSent: false,
  })
}

function parse(pem: string): KeyObject | null {
  const match = /-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\s]+)-----END \1-----/.exec(pem.replaceAll(/\\r?\\n|\\n/g, '\n'))
  if (match === null) return null
  const lines = (match[2] as string).replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? []
  try {
    return createPrivateKey([`-----BEGIN ${match[1]}-----`, ...lines, `-----END ${match[1]}-----`, ''].join('\n'))
  } catch {
    return null
  }
}
