import type { PayloadRequest } from 'payload'
import { endTokens } from './endTokens.ts'
import { releaseMember } from './releaseMember.ts'
import { lockAccountsOf } from './stores/memberBelongings.ts'
import { removeMembership } from './stores/removeMembership.ts'

/**
 * Takes somebody who is being deleted out of each of their accounts, and ends what they left where they are no member
 * any more.
 * @throws PatchbayError `conflict` when an account would be left without an owner
 */
export async function releaseUser({ req, user }: { req: PayloadRequest; user: string }): Promise<void> {
  // For guardMembershipRemoval: the platform removes no owner from an account, but may delete the person.
  req.context.removedUser = user
  for (const { account, membership } of await lockAccountsOf({ req, user })) {
    if (membership !== null) await removeMembership({ req, id: membership })
    else await releaseMember({ req, account, user })
  }
  await endTokens({ req, account: null, user })
}
