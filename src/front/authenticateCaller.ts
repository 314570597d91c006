import { createHash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { hashToken, isTokenShaped } from '#src/engine/apiToken.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { CallerStore, FoundCallerToken } from '#src/server/stores/CallerStore.ts'
import { isUuid } from './isUuid.ts'
import type { TokenBrake } from './TokenBrake.ts'

export type Caller = ({ kind: 'token' } & FoundCallerToken) | { kind: 'user'; id: string }

type Question = {
  store: CallerStore
  /** The Authorization header; nothing else identifies a caller here, so no web page can call with a visitor's cookie. */
  header: string | undefined
  /** PAYLOAD_SECRET; null where only API tokens are taken. */
  secret: string | null
  /** Of the client, for the brake on wrong tokens. */
  address?: string
  brake?: TokenBrake | undefined
}

/**
 * Who calls: `Bearer pb_…` (an API token) or `JWT …` (a session token as Payload's sign-in gives it, as long as that
 * session stands).
 *
 * @throws PatchbayError `unauthenticated`, the same for every kind of unknown; `rate_limited` after too many of them
 */
export async function authenticateCaller({ store, header, secret, address = 'unknown', brake }: Question): Promise<Caller> {
  const [, scheme = '', credential = ''] = /^(Bearer|JWT) +(\S+)$/i.exec(header ?? '') ?? []
  const caller = scheme.toLowerCase() === 'bearer' ? await findToken({ store, credential, address, brake }) : await findUser({ store, credential, secret })
  if (caller === null) throw new PatchbayError('unauthenticated', { hint: 'Send an API token as Authorization: Bearer pb_…, or a session token as Authorization: JWT ….' })
  return caller
}

type TokenQuestion = { store: CallerStore; credential: string; address: string; brake: TokenBrake | undefined }

async function findToken({ store, credential, address, brake }: TokenQuestion): Promise<Caller | null> {
  if (!isTokenShaped(credential)) return null
  const hash = hashToken(credential)
  const ask = (): Promise<FoundCallerToken | null> => store.findToken(hash)
  const found = await (brake === undefined ? ask() : brake.find({ hash, address, ask }))
  return found === null ? null : { kind: 'token', ...found }
}

async function findUser({ store, credential, secret }: { store: CallerStore; credential: string; secret: string | null }): Promise<Caller | null> {
  const claims = secret === null || credential === '' ? null : await readClaims({ credential, secret })
  if (claims === null) return null
  return (await store.hasSession(claims)) ? { kind: 'user', id: claims.user } : null
}

/** Payload signs with a key derived from its secret: the first 32 hex digits of its SHA-256, as text. */
const signingKey = (secret: string): Uint8Array => new TextEncoder().encode(createHash('sha256').update(secret).digest('hex').slice(0, 32))

/** Payload's own mark in the signed header; it refuses tokens with any other. */
const payloadAuthVersion = 1

async function readClaims({ credential, secret }: { credential: string; secret: string }): Promise<{ user: string; session: string } | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(credential, signingKey(secret), { algorithms: ['HS256'], requiredClaims: ['exp'] })
    const { id, sid, collection } = payload
    const isOurs = protectedHeader.authVersion === payloadAuthVersion && collection === 'users'
    return isOurs && isUuid(id) && typeof sid === 'string' && sid.length <= 64 ? { user: id, session: sid } : null
  } catch {
    return null
  }
}
