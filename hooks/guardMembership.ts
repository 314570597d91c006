import type { CollectionBeforeChangeHook, CollectionBeforeDeleteHook, PayloadRequest } from 'payload'
import { actorOf, readActorAgain } from '#src/access/actorOf.ts'
import { canInAccount } from '#src/access/canInAccount.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { isServerItself } from '#src/access/isServerItself.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { requireAccount } from '#src/server/requireAccount.ts'
import { lockMemberships, type MembershipRow } from '#src/server/stores/lockMemberships.ts'

type Membership = { account: string; user: string; role: string }

/**
 * Who may hand out which role. Account admins make admins, members and viewers; only owners make owners; the platform
 * may only set the first owner of an account that has none, and never itself.
 */
export const guardMembership: CollectionBeforeChangeHook = async ({ data, originalDoc, operation, req }) => {
  const given = { ...(originalDoc as Partial<Membership> | undefined), ...data } as Membership
  // The fields' own checks come after this hook and refuse what is missing by name.
  if (given.account == null || given.user == null || given.role == null) return data
  const next = { ...given, account: uuidOf({ value: given.account, field: 'account' }), user: uuidOf({ value: given.user, field: 'user' }) }
  const all = await lockMemberships({ req, account: next.account })
  if (isServerItself(req) || isInvited({ req, next, operation })) return data
  // Removed or demoted while this waited.
  const actor = await readActorAgain(req)
  if (!canInAccount({ actor, ability: 'manage', account: next.account })) {
    if (!isPlatformActor(actor)) await requireAccount({ req, account: next.account, ability: 'manage' })
    const isFirstOwner = operation === 'create' && next.role === 'owner' && !all.some((one) => one.role === 'owner')
    if (!isFirstOwner) throw new PatchbayError('forbidden', { message: 'The platform may only set the first owner of an account that has none.', hint: 'Ask an owner or admin of the account.' })
    if (actor.kind === 'user' && actor.id === next.user) throw new PatchbayError('forbidden', { message: 'A platform admin may not add themself to an account.' })
    return data
  }
  const wasOwner = (originalDoc as Partial<Membership> | undefined)?.role === 'owner'
  if ((next.role === 'owner') !== wasOwner && !canInAccount({ actor, ability: 'own', account: next.account })) {
    throw new PatchbayError('forbidden', { message: 'Only an owner can make or unmake owners.', hint: 'Ask an owner of the account.' })
  }
  if (wasOwner && next.role !== 'owner') refuseLastOwner({ all, leaving: (originalDoc as { id: string }).id })
  return data
}

export const guardMembershipRemoval: CollectionBeforeDeleteHook = async ({ id, req }) => {
  const all = await lockMemberships({ req, id: String(id) })
  const leaving = all.find((one) => one.id === String(id).toLowerCase())
  if (leaving === undefined || isServerItself(req)) return
  const actor = await actorOf(req)
  // Who is being deleted leaves as if by themself.
  const isSelf = (actor.kind === 'user' && actor.id === leaving.user_id) || req.context.removedUser === leaving.user_id
  if (leaving.role === 'owner' && !isSelf && !canInAccount({ actor, ability: 'own', account: leaving.account_id })) {
    throw new PatchbayError('forbidden', { message: 'Only an owner can remove an owner.', hint: 'Ask an owner of the account.' })
  }
  if (leaving.role === 'owner') refuseLastOwner({ all, leaving: leaving.id })
}

/** Accepting an invitation says in the request's context what it makes, which no client can write. */
function isInvited({ req, next, operation }: { req: PayloadRequest; next: Membership; operation: string }): boolean {
  const { invited } = req.context as { invited?: Membership }
  return operation === 'create' && invited !== undefined && invited.account === next.account && invited.user === next.user && invited.role === next.role
}

/** As the database writes it: the same id in capitals must not pass for somebody else's. */
function uuidOf({ value, field }: { value: unknown; field: string }): string {
  if (typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return value.toLowerCase()
  throw new PatchbayError('validation_failed', { field, message: `${field}: This is no id.` })
}

function refuseLastOwner({ all, leaving }: { all: MembershipRow[]; leaving: string }): void {
  if (all.some((one) => one.role === 'owner' && one.id !== leaving)) return
  throw new PatchbayError('conflict', { message: 'An account keeps at least one owner.', hint: 'Make somebody else an owner first.' })
}
