import type { Role } from '#src/access/Actor.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { FoundCallerToken } from '#src/server/stores/CallerStore.ts'
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
export function authorizeCall({ caller, target }: { caller: Caller; target: ProxyTarget }): CallRight {
  if (caller.kind === 'token') {
    // Platform tokens belong to no account: the platform never uses a tenant's credential.
    if (caller.account === null || (target.account !== null && target.account !== caller.account)) throw new PatchbayError('not_found')
    if (!caller.scopes.includes('use')) throw new PatchbayError('forbidden', { message: 'This API token may not send calls.', hint: 'Make a token with the scope “use”.' })
    if (!isWithin({ caller, target })) throw new PatchbayError('not_found')
    // Somebody who has left the account since, or only looks on by now, is not called for any more.
    if (caller.actsFor !== null) requireUse(caller.role)
    return { account: caller.account, user: caller.actsFor }
  }
  if (caller.membership === null) throw new PatchbayError('not_found')
  requireUse(caller.membership.role)
  return { account: caller.membership.account, user: caller.id }
}

/** A token made for one connection, or for the built-in credential of one provider, is good for nothing else. */
function isWithin({ caller: { onlyConnection, onlyProvider }, target }: { caller: FoundCallerToken; target: ProxyTarget }): boolean {
  if (onlyConnection !== null) return target.connection?.toLowerCase() === onlyConnection
  return onlyProvider === null || target.provider === onlyProvider
}

function requireUse(role: Role | null): void {
  if (role === null) throw new PatchbayError('not_found')
  if (role === 'viewer') throw new PatchbayError('forbidden', { message: 'Viewers may look at connections, but not use them.' })
}
