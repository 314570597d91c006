import type { PayloadRequest } from 'payload'
import type { FoundToken } from '#src/server/stores/findApiToken.ts'
import { readRoles } from '#src/server/stores/readRoles.ts'
import { type Actor, type TokenScope, tokenScopes } from './Actor.ts'

type SignedIn = { id: string; collection: string; email?: string; name?: string; platformRole?: string }
/** The strategy's own row, as hooks/authenticateToken hands it over. */
type SignedInToken = SignedIn & FoundToken

/** The actor of a request: one query the first time, remembered for the rest of the request. */
export function actorOf(req: PayloadRequest): Promise<Actor> {
  const memo = req.context as { patchbayActor?: { user: unknown; actor: Promise<Actor> } }
  // Sign-in changes req.user in the middle of a request, so the memory is bound to the user it was made for.
  if (memo.patchbayActor?.user !== req.user || memo.patchbayActor === undefined) {
    memo.patchbayActor = { user: req.user, actor: readActor(req) }
  }
  return memo.patchbayActor.actor
}

/** The actor as of now, for who has waited since the request came in; the rest of the request goes by it as well. */
export function readActorAgain(req: PayloadRequest): Promise<Actor> {
  delete req.context.patchbayActor
  return actorOf(req)
}

async function readActor(req: PayloadRequest): Promise<Actor> {
  const user = req.user as unknown as SignedIn | SignedInToken | null
  if (user === null || user === undefined) return { kind: 'anonymous' }
  if (isToken(user)) {
    const scopes = new Set((Array.isArray(user.scopes) ? user.scopes : []).filter((one): one is TokenScope => tokenScopes.includes(one as TokenScope)))
    const { id, name, account, isPlatform, createdBy, expiresAt } = user
    return { kind: 'token', id, label: name ?? 'API token', account, isPlatform, scopes, createdBy, expiresAt }
  }
  const roles = await readRoles({ req, user: user.id })
  return { kind: 'user', id: user.id, label: user.name || user.email || user.id, isPlatformAdmin: user.platformRole === 'admin', roles }
}

const isToken = (user: SignedIn | SignedInToken): user is SignedInToken => user.collection === 'api-tokens'
