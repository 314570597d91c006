import type { Ability, Actor, Role, TokenScope } from './Actor.ts'

const byRole: Record<Role, readonly Ability[]> = {
  viewer: ['see'],
  member: ['see', 'connect', 'use'],
  admin: ['see', 'connect', 'use', 'manage'],
  owner: ['see', 'connect', 'use', 'manage', 'own'],
}

const byScope: Record<TokenScope, readonly Ability[]> = {
  read: ['see'],
  connect: ['see', 'connect'],
  use: ['see', 'use'],
  manage: ['see', 'manage'],
}

/** Whether `actor` has `ability` in that account by membership or by token; platform admins get nothing from here. */
export function canInAccount({ actor, ability, account }: { actor: Actor; ability: Ability; account: string }): boolean {
  if (actor.kind === 'anonymous') return false
  if (actor.kind === 'token') return actor.account === account && [...actor.scopes].some((scope) => byScope[scope].includes(ability))
  const role = actor.roles.get(account)
  return role !== undefined && byRole[role].includes(ability)
}

/** The accounts where `actor` has `ability`. */
export function accountsWith({ actor, ability }: { actor: Actor; ability: Ability }): string[] {
  if (actor.kind === 'anonymous') return []
  const candidates = actor.kind === 'token' ? (actor.account === null ? [] : [actor.account]) : [...actor.roles.keys()]
  return candidates.filter((account) => canInAccount({ actor, ability, account }))
}
