import type { PayloadRequest } from 'payload'
import type { Actor } from '#src/access/Actor.ts'
import { actorOf } from '#src/access/actorOf.ts'
import { canInAccount } from '#src/access/canInAccount.ts'
import { canSeeConnection } from '#src/access/canSeeConnection.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import { readConnection } from './stores/readConnection.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'

/**
 * see: its metadata · change: test, rotate, rename, deactivate, delete · cut_off: stop it or let it go on, which the
 * platform may do to what it cannot change · revoke: which account admins may do besides · consent: agree to new hosts.
 */
export type ConnectionNeed = 'see' | 'change' | 'cut_off' | 'revoke' | 'consent'

type Question = { req: PayloadRequest; id: string; need: ConnectionNeed; forUpdate?: boolean; inTrash?: boolean }

/**
 * The connection, when the actor may do that to it. What one may not see is not found, the same as what does not exist.
 * @throws PatchbayError `unauthenticated`, `not_found`, `forbidden`
 */
export async function requireConnection({ req, id, need, forUpdate = false, inTrash = false }: Question): Promise<StoredConnection> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (!isUuid(id)) throw new PatchbayError('not_found')
  const found = await readConnection({ req, id, forUpdate })
  if (found === null || !canSee({ actor, found })) throw new PatchbayError('not_found')
  if ((found.row.deleted_at !== null) !== inTrash) throw new PatchbayError('not_found')
  if (isAllowed({ actor, found, need })) return found
  req.context.deniedIn = found.record.account
  throw new PatchbayError('forbidden', whoMay(need))
}

type Pair = { actor: Actor; found: StoredConnection }

function canSee({ actor, found: { record } }: Pair): boolean {
  return isPlatformActor(actor) || canSeeConnection({ actor, connection: record })
}

function isAllowed({ actor, found, need }: Pair & { need: ConnectionNeed }): boolean {
  if (need === 'see') return true
  const canManage = canInAccount({ actor, ability: 'manage', account: found.record.account })
  if (need === 'change') return canChange({ actor, found })
  if (need === 'consent') return canManage
  // An account admin may revoke a member's private connection; the platform may revoke and cut off any.
  return canChange({ actor, found }) || isPlatformActor(actor) || (need === 'revoke' && canManage)
}

/** Whether the actor may change it as somebody of its account; the platform alone never may. */
export function canChange({ actor, found: { record } }: Pair): boolean {
  const can = (ability: 'connect' | 'manage') => canInAccount({ actor, ability, account: record.account })
  const isTheirs = isOwn({ actor, owner: record.owner })
  return (can('connect') && (isTheirs || (actor.kind === 'token' && record.visibility === 'account'))) || (can('manage') && record.visibility === 'account')
}

const isOwn = ({ actor, owner }: { actor: Actor; owner: string | null }): boolean => actor.kind === 'user' && owner !== null && actor.id === owner

const whoMay = (need: ConnectionNeed): { message: string; hint: string } =>
  need === 'consent'
    ? { message: 'Only admins and owners of the account can agree to a new host.', hint: 'Ask an owner or admin of the account.' }
    : { message: 'You can see this connection, but not change it.', hint: 'Its owner, or an admin of the account, can.' }
