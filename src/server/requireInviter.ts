import type { PayloadRequest } from 'payload'
import type { Actor, Role } from '#src/access/Actor.ts'
import { canInAccount } from '#src/access/canInAccount.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { requireAccount } from './requireAccount.ts'

/**
 * Whoever may invite people in that role: account admins, for owners owners alone, and never a program, whose holder
 * could invite themself.
 * @throws PatchbayError `unauthenticated`, `not_found`, `forbidden`
 */
export async function requireInviter({ req, account, role }: { req: PayloadRequest; account: string; role: Role }): Promise<Extract<Actor, { kind: 'user' }>> {
  const actor = await requireAccount({ req, account, ability: 'manage' })
  req.context.deniedIn = account
  if (actor.kind !== 'user') throw new PatchbayError('forbidden', { message: 'People bring people in; an API token cannot.', hint: 'An owner or admin of the account does that, signed in.' })
  if (role === 'owner' && !canInAccount({ actor, ability: 'own', account })) {
    throw new PatchbayError('forbidden', { field: 'role', message: 'Only an owner can invite owners.', hint: 'Ask an owner of the account.' })
  }
  return actor
}
