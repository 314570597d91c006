import { createHash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { hashToken, isTokenShaped } from '#src/engine/apiToken.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { ResolutionInput } from '#src/engine/ports.ts'
import type { CallerStore, FoundCallerToken, Membership, SignIn } from '#src/server/stores/CallerStore.ts'
import { isUuid } from './isUuid.ts'
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
 * @throws PatchbayError `unauthenticated`, the same for every kind of unknown; `rate_limited` after too many of them
 */
export async function authenticateCaller({ store, header, secret, target, address = 'unknown', brake }: Question): Promise<Caller> {
  const [, scheme = '', credential = ''] = /^(Bearer|JWT) +(\S+)$/i.exec(header ?? '') ?? []
  const caller = scheme.toLowerCase() === 'bearer' ? await findToken({ store, credential, target, address, brake }) : await findPerson({ store, credential, secret, target })
  if (caller === null) throw new PatchbayError('unauthenticated', { hint: 'Send an API token as Authorization: Bearer pb_…, or a session token as Authorization: JWT ….' })
  return caller
}

type Search = Pick<Question, 'store' | 'target'> & { credential: string }

/** As few promises as can be: each call comes through here. */
function findToken({ store, credential, target, address, brake }: Search & { address: string; brake: TokenBrake | undefined }): Promise<Caller | null> {
  if (!isTokenShaped(credential)) return nobody
  const query = { hash: hashToken(credential), provider: target?.provider ?? null, connectionId: target?.connection ?? null }
  const ask = (): Promise<Caller | null> => store.findToken(query).then(({ token, input }) => (token === null ? null : { kind: 'token', input, ...token }))
  return brake === undefined ? ask() : brake.find({ hash: query.hash, address, ask })
}

const nobody = Promise.resolve(null)

async function findPerson({ store, credential, secret, target }: Search & { secret: string | null }): Promise<Caller | null> {
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
