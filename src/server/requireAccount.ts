import type { PayloadRequest } from 'payload'
import type { Ability, Actor } from '#src/access/Actor.ts'
import { actorOf } from '#src/access/actorOf.ts'
import { canInAccount } from '#src/access/canInAccount.ts'
import { PatchbayError } from '#src/engine/errors.ts'

const whoCan: Record<Ability, string> = {
  see: 'Ask an owner or admin of the account.',
  connect: 'Members, admins and owners of the account can do this.',
  use: 'Members, admins and owners of the account can do this.',
  manage: 'Admins and owners of the account can do this.',
  own: 'Owners of the account can do this.',
}

/**
 * The actor, when they have that ability in the account. An account one does not belong to is not found, like one that
 * does not exist.
 * @throws PatchbayError `unauthenticated`, `not_found`, `forbidden`
 */
export async function requireAccount({ req, account, ability }: { req: PayloadRequest; account: string; ability: Ability }): Promise<Actor> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (!canInAccount({ actor, ability: 'see', account })) throw new PatchbayError('not_found')
  if (canInAccount({ actor, ability, account })) return actor
  // For the audit trail of that account.
  req.context.deniedIn = account
  throw new PatchbayError('forbidden', { hint: whoCan[ability] })
}
