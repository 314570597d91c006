import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { canInAccount } from '#src/access/canInAccount.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import { type MemberImpact, readMemberImpact } from './stores/readMemberImpact.ts'
import { readMembership } from './stores/readMembership.ts'

/**
 * What removing a member would do, for account admins and for themself. Names of private connections are told to these
 * two as they are elsewhere.
 * @throws PatchbayError `unauthenticated`, `not_found`, `forbidden`
 */
export async function memberImpact({ req, id }: { req: PayloadRequest; id: string }): Promise<MemberImpact> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  const found = isUuid(id) ? await readMembership({ req, id }) : null
  if (found === null || !canInAccount({ actor, ability: 'see', account: found.account })) throw new PatchbayError('not_found')
  const isSelf = actor.kind === 'user' && actor.id === found.user
  req.context.deniedIn = found.account
  if (actor.kind !== 'user' || (!isSelf && !canInAccount({ actor, ability: 'manage', account: found.account }))) throw new PatchbayError('forbidden', { hint: 'Owners and admins of the account can do this, signed in.' })
  return readMemberImpact({ req, ...found })
}
