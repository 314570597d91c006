import type { Actor } from './Actor.ts'
import { canInAccount } from './canInAccount.ts'

type Question = { actor: Actor; connection: { account: string; visibility: string; owner: string | null } }

/** Whether somebody of its account sees a connection, masks and plain fields included. The platform, which sees metadata alone, gets nothing from here. */
export function canSeeConnection({ actor, connection: { account, visibility, owner } }: Question): boolean {
  if (!canInAccount({ actor, ability: 'see', account })) return false
  return visibility === 'account' || (actor.kind === 'user' && (actor.id === owner || canInAccount({ actor, ability: 'manage', account })))
}
