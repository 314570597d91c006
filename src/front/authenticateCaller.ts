import { createHash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { hashToken, isTokenShaped } from '#src/engine/apiToken.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { ResolutionInput } from '#src/engine/ports.ts'
import type { CallerStore, FoundCallerToken, Membership, SignIn } from '#src/server/stores/CallerStore.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import type { ProxyTarget } from './parseProxyTarget.ts'
import type { TokenBrake } from './TokenBrake.ts'

/** `input`: what the token's call needs, where it was read along with the token. `membership`: where the person calls. */
export type Caller = ({ kind: 'token'; input: ResolutionInput | null } & FoundCallerToken) | { kind: 'user'; id: string; membership: Membership | null }

type Question = {
  store: CallerStore
  /** The Authorization header; nothing else identifies a caller here, so no web page can call with a visitor's cookie. */
  header: string | undefined
  /** PAYLOAD_SECRET; null where only API tokens are taken. */
  secret: string | null
  /** Of the client, for the brake on wrong tokens. */
  address?: string
  brake?: TokenBrake | undefined
  /** Null for an address that is none of the proxy's. */
  target: ProxyTarget | null
}

/**
 * Who calls: `Bearer pb_…` (an API token) or `JWT …` (a session token as Payload's sign-in gives it, as long as that
 * session stands).
 *
 * No promise where the token is known: most calls are such.
 *
 * @throws PatchbayError, or rejects with it: `unauthenticated`, the same for every kind of unknown; `rate_limited` after too many of them
 */
export function authenticateCaller({ store, header, secret, target, address = 'unknown', brake }: Question): Caller | Promise<Caller> {
  const [, scheme = '', credential = ''] = /^(Bearer|JWT) +(\S+)$/i.exec(header ?? '') ?? []
  if (scheme.toLowerCase() !== 'bearer') return orNobody(findPerson({ store, credential, secret, target }))
  if (!isTokenShaped(credential)) return orNobody(nobody)
  const hash = hashToken(credential)
  // Known to be good: the brake is for those that are not.
  const known = store.knownToken?.(hash) ?? null
  return known === null ? orNobody(findToken({ store, hash, target, address, brake })) : { kind: 'token', input: null, ...known }
}

async function orNobody(finding: Promise<Caller | null>): Promise<Caller> {
  const caller = await finding
  if (caller === null) throw new PatchbayError('unauthenticated', { hint: 'Send an API token as Authorization: Bearer pb_…, or a session token as Authorization: JWT ….' })
  return caller
}

type Search = Pick<Question, 'store' | 'target'>

function findToken({ store, hash, target, address, brake }: Search & { hash: string; address: string; brake: TokenBrake | undefined }): Promise<Caller | null> {
  const query = { hash, provider: target?.provider ?? null, connectionId: target?.connection ?? null }
  const ask = (): Promise<Caller | null> => store.findToken(query).then(({ token, input }) => (token === null ? null : { kind: 'token', input, ...token }))
  return brake === undefined ? ask() : brake.find({ hash, address, ask })
}

const nobody = Promise.resolve(null)

async function findPerson({ store, credential, secret, target }: Search & { credential: string; secret: string | null }): Promise<Caller | null> {
  const signIn = secret === null || credential === '' ? null : await readClaims({ credential, secret })
  if (signIn === null) return null
  const found = await store.findPerson({ ...signIn, account: target?.account ?? null, connection: target?.connection ?? null })
  return found === null ? null : { kind: 'user', id: signIn.user, membership: found.membership }
}

/** Payload signs with a key derived from its secret: the first 32 hex digits of its SHA-256, as text. */
const signingKey = (secret: string): Uint8Array => new TextEncoder().encode(createHash('sha256').update(secret).digest('hex').slice(0, 32))

/** Payload's own mark in the signed header; it refuses tokens with any other. */
const payloadAuthVersion = 1

async function readClaims({ credential, secret }: { credential: string; secret: string }): Promise<SignIn | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(credential, signingKey(secret), { algorithms: ['HS256'], requiredClaims: ['exp'] })
    const { id, sid, collection } = payload
    const isOurs = protectedHeader.authVersion === payloadAuthVersion && collection === 'users'
    return isOurs && isUuid(id) && typeof sid === 'string' && sid.length <= 64 ? { user: id, session: sid } : null
  } catch {
    return null
  }
}
