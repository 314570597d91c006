import type { PayloadRequest } from 'payload'
import { actorOf, readActorAgain } from '#src/access/actorOf.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import { provePassword } from './provePassword.ts'
import { requireAccount } from './requireAccount.ts'
import { changeRole } from './stores/changeRole.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { lockMemberships } from './stores/lockMemberships.ts'
import { readMembership } from './stores/readMembership.ts'

/**
 * Makes the member with that membership an owner, and the owner who asks (and proves who they are) an admin: both, or
 * neither.
 * @throws PatchbayError `unauthenticated`, `not_found`, `forbidden`, `conflict`, `validation_failed`, `rate_limited`
 */
export async function handOverAccount({ req, id, current }: { req: PayloadRequest; id: string; current: string }): Promise<{ owner: string }> {
  if ((await actorOf(req)).kind === 'anonymous') throw new PatchbayError('unauthenticated')
  const found = isUuid(id) ? await readMembership({ req, id }) : null
  if (found === null) throw new PatchbayError('not_found')
  await requireAccount({ req, account: found.account, ability: 'own' })
  await provePassword({ req, current })
  return inTransaction({
    req,
    work: async () => {
      const members = await lockMemberships({ req, account: found.account })
      // Removed or demoted while this waited.
      await readActorAgain(req)
      const actor = await requireAccount({ req, account: found.account, ability: 'own' })
      const [mine, theirs] = [members.find((one) => actor.kind === 'user' && one.user_id === actor.id), members.find((one) => one.id === id.toLowerCase())]
      if (mine === undefined || theirs === undefined) throw new PatchbayError('not_found')
      if (mine.id === theirs.id) throw new PatchbayError('conflict', { message: 'The account is yours already.', hint: 'Choose another member.' })
      if (theirs.role !== 'owner') await changeRole({ req, id: theirs.id, role: 'owner' })
      await changeRole({ req, id: mine.id, role: 'admin' })
      return { owner: theirs.user_id }
    },
  })
}
