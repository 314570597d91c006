import type { FieldAccess } from 'payload'
import { actorOf } from './actorOf.ts'
import { canSeeConnection } from './canSeeConnection.ts'
import { isPlatformActor } from './isPlatformAdmin.ts'

type Shown = { account?: unknown; visibility?: unknown; owner?: unknown }

/**
 * What a connection holds and whose it is at the provider: for those of its account. The platform sees metadata only,
 * unless it belongs there; without the row at hand (a condition, an order, a form) it does not.
 */
export const seesContents: FieldAccess = async ({ req, doc }) => {
  const actor = await actorOf(req)
  if (!isPlatformActor(actor)) return true
  const { account, visibility, owner } = (doc ?? {}) as Shown
  if (typeof account !== 'string' || typeof visibility !== 'string') return false
  return canSeeConnection({ actor, connection: { account, visibility, owner: typeof owner === 'string' ? owner : null } })
}
