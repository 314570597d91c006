import type { FieldAccess } from 'payload'
import { actorOf } from './actorOf.ts'
import { canInAccount } from './canInAccount.ts'
import { isPlatformActor } from './isPlatformAdmin.ts'

type Event = { account?: unknown; action?: unknown; actorId?: unknown; targetType?: unknown; targetId?: unknown }

/**
 * An address tells where somebody lives or works. Their own they see, so that they notice a stranger in their name; those
 * of others, whoever manages the account and answers for what happens in it. How a member signs in is no act in the account,
 * so that not even its owners learn from where they do it. Conditions and orders are the platform's alone, since without
 * the event at hand nothing says whose it is. src/server/stores/listActivity.ts has the same rule in SQL.
 */
export const seesAddress: FieldAccess = async ({ req, doc }) => {
  const actor = await actorOf(req)
  if (isPlatformActor(actor)) return true
  const { account, action, actorId, targetType, targetId } = (doc ?? {}) as Event
  // A request may leave out the very fields this goes by.
  if (actor.kind === 'anonymous' || typeof account !== 'string' || typeof action !== 'string') return false
  if (actorId === actor.id || (targetType === 'user' && targetId === actor.id)) return true
  return !action.startsWith('user.') && canInAccount({ actor, ability: 'manage', account })
}
