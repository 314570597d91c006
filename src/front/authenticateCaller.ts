import { createHash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { hashToken } from '#src/engine/apiToken.ts'
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
  /** As `takeCallerToken` found them; nothing else identifies a caller here, so no web page can call with a visitor's cookie. */
  token: string | null
  session: string | null
  /** PAYLOAD_SECRET; null where only API tokens are taken. */
  secret: string | null
  /** Of the client, for the brake on wrong tokens. */
  address?: string
  brake?: TokenBrake | undefined
  /** Null for an address that is none of the proxy's. */
  target: ProxyTarget | null
}

/**
 * Who calls: an API token's bearer, or whose session token it is, as Payload's sign-in gives it and as long as that
 * session stands.
 *
 * No promise where the token is known: most calls are such.
 *
 * @throws PatchbayError, or rejects with it: `unauthenticated`, the same for every kind of unknown; `rate_limited` after too many of them
 */
export function authenticateCaller({ store, token, session, secret, target, address = 'unknown', brake }: Question): Caller | Promise<Caller> {
  if (token === null) return orNobody(findPerson({ store, session, secret, target }))
  const hash = hashToken(token)
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

async function findPerson({ store, session, secret, target }: Search & { session: string | null; secret: string | null }): Promise<Caller | null> {
  const signIn = secret === null || session === null ? null : await readClaims({ session, secret })
  if (signIn === null) return null
  const found = await store.findPerson({ ...signIn, account: target?.account ?? null, connection: target?.connection ?? null })
  return found === null ? null : { kind: 'user', id: signIn.user, membership: found.membership }
}

/** Payload signs with a key derived from its secret: the first 32 hex digits of its SHA-256, as text. */
const signingKey = (secret: string): Uint8Array => new TextEncoder().encode(createHash('sha256').update(secret).digest('hex').slice(0, 32))

/** Payload's own mark in the signed header; it refuses tokens with any other. */
const payloadAuthVersion = 1

async function readClaims({ session, secret }: { session: string; secret: string }): Promise<SignIn | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(session, signingKey(secret), { algorithms: ['HS256'], requiredClaims: ['exp'] })
    const { id, sid, collection } = payload
    const isOurs = protectedHeader.authVersion === payloadAuthVersion && collection === 'users'
    return isOurs && isUuid(id) && typeof sid === 'string' && sid.length <= 64 ? { user: id, session: sid } : null
  } catch {
    return null
  }
}
