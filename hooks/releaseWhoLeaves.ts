import type { CollectionAfterChangeHook, CollectionBeforeDeleteHook, CollectionBeforeOperationHook, PayloadRequest } from 'payload'
import { endInvitations } from '#src/server/endInvitations.ts'
import { endTokens } from '#src/server/endTokens.ts'
import { releaseMember } from '#src/server/releaseMember.ts'
import { releaseUser } from '#src/server/releaseUser.ts'
import { lockAccountsOf } from '#src/server/stores/memberBelongings.ts'
import { readMembership } from '#src/server/stores/readMembership.ts'

/** After the check that they may go, and before they are gone: a failure anywhere leaves everything as it was. */
export const releaseMemberWhoLeaves: CollectionBeforeDeleteHook = async ({ id, req }) => {
  const leaving = await readMembership({ req, id: String(id) })
  // Who deletes a person altogether names nobody: each of their accounts has owners of its own.
  if (leaving !== null) await releaseMember({ req, ...leaving, heir: req.context.removedUser === undefined ? readHeir(req) : null })
}

/** Whom the shared connections go to, as `?heir=` of the request names them. */
const readHeir = (req: PayloadRequest): string | null => (req.payloadAPI === 'REST' ? URL.parse(req.url ?? '')?.searchParams.get('heir') : null) || null

export const releaseUserWhoGoes: CollectionBeforeDeleteHook = async ({ id, req }) => {
  await releaseUser({ req, user: String(id).toLowerCase() })
}

/** Who no longer runs the platform has no token that does. */
export const endPlatformTokens: CollectionAfterChangeHook = async ({ doc, previousDoc, operation, req }) => {
  const [now, before] = [doc as { id: string; platformRole?: string }, previousDoc as { platformRole?: string } | undefined]
  if (operation === 'update' && before?.platformRole === 'admin' && now.platformRole !== 'admin') await endTokens({ req, account: null, user: now.id })
  return doc
}

const canManage = (role: string | undefined): boolean => role === 'owner' || role === 'admin'

/**
 * A token carries its own scopes: who may no longer make one keeps none, or they would go on managing through it. The
 * same goes for invitations, by which they could come back.
 */
export const endRightsOfDemoted: CollectionAfterChangeHook = async ({ doc, previousDoc, operation, req }) => {
  const { account, user, role } = doc as { account: string; user: string; role: string }
  const before = operation === 'update' ? (previousDoc as { role?: string } | undefined)?.role : undefined
  if (canManage(before) && !canManage(role)) {
    await endTokens({ req, account, user })
    await endInvitations({ req, account, user })
  } else if (before === 'owner' && role === 'admin') await endInvitations({ req, account, user, role: 'owner' })
  return doc
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The accounts ahead of the person, the order in which a new membership takes them. */
export const lockAccountsFirst: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  const { id, overrideAccess } = args as { id?: unknown; overrideAccess?: boolean }
  if (operation !== 'delete' || typeof id !== 'string' || !uuid.test(id) || (!req.user && overrideAccess !== true)) return args
  await lockAccountsOf({ req, user: id })
  return args
}
