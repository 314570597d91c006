import type { Role } from '#src/access/Actor.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { CallerStore, FoundCallerToken } from '#src/server/stores/CallerStore.ts'
import type { Caller } from './authenticateCaller.ts'
import type { ProxyTarget } from './parseProxyTarget.ts'

/** In whose name the call is made: the account, and the person whose private connections count. */
export type CallRight = { account: string; user: string | null }

/**
 * Whether the caller may send calls there: a token of that very account with the scope `use`, or a member with the
 * role member or above. What a caller cannot see is absent to them, whether it exists or not.
 *
 * @throws PatchbayError `not_found`, `forbidden`
 */
export async function authorizeCall({ store, caller, target }: { store: CallerStore; caller: Caller; target: ProxyTarget }): Promise<CallRight> {
  if (caller.kind === 'token') {
    // Platform tokens belong to no account: the platform never uses a tenant's credential.
    if (caller.account === null || (target.account !== null && target.account !== caller.account)) throw new PatchbayError('not_found')
    if (!caller.scopes.includes('use')) throw new PatchbayError('forbidden', { message: 'This API token may not send calls.', hint: 'Make a token with the scope “use”.' })
    if (!isWithin({ caller, target })) throw new PatchbayError('not_found')
    if (caller.actsFor !== null) await requireMember({ store, user: caller.actsFor, account: caller.account })
    return { account: caller.account, user: caller.actsFor }
  }
  const membership = await store.findMembership({ user: caller.id, account: target.account, connection: target.connection })
  if (membership === null) throw new PatchbayError('not_found')
  refuseViewer(membership.role)
  return { account: membership.account, user: caller.id }
}

/** A token made for one connection, or for the built-in credential of one provider, is good for nothing else. */
function isWithin({ caller: { onlyConnection, onlyProvider }, target }: { caller: FoundCallerToken; target: ProxyTarget }): boolean {
  if (onlyConnection !== null) return target.connection?.toLowerCase() === onlyConnection
  return onlyProvider === null || target.provider === onlyProvider
}

/** Somebody who has left the account since, or only looks on by now, is not called for any more. */
async function requireMember({ store, user, account }: { store: CallerStore; user: string; account: string }): Promise<void> {
  const membership = await store.findMembership({ user, account, connection: null })
  if (membership === null) throw new PatchbayError('not_found')
  refuseViewer(membership.role)
}

function refuseViewer(role: Role): void {
  if (role === 'viewer') throw new PatchbayError('forbidden', { message: 'Viewers may look at connections, but not use them.' })
}
