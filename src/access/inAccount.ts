import type { Access, Where } from 'payload'
import type { Ability } from './Actor.ts'
import { accountsWith } from './canInAccount.ts'
import { actorOf } from './actorOf.ts'
import { isPlatformActor } from './isPlatformAdmin.ts'

type Options = { ability: Ability; field?: string; orPlatform?: boolean }

/** Rows of the accounts where the actor has `ability`; `orPlatform` adds platform admins, who then see every account. */
export const inAccount =
  ({ ability, field = 'account', orPlatform = false }: Options): Access =>
  async ({ req }) => {
    const actor = await actorOf(req)
    if (orPlatform && isPlatformActor(actor)) return true
    const accounts = accountsWith({ actor, ability })
    return accounts.length > 0 && ({ [field]: { in: accounts } } as Where)
  }

/**
 * Create cannot be narrowed by a query: the account named in the data must be one where the actor has `ability`.
 * Without data (the admin panel asks "may I create at all?") any such account is enough.
 */
export const createInAccount =
  ({ ability, orPlatform = false }: Omit<Options, 'field'>): Access =>
  async ({ req, data }) => {
    const actor = await actorOf(req)
    if (orPlatform && isPlatformActor(actor)) return true
    const accounts = accountsWith({ actor, ability })
    const named: unknown = data?.account
    return named === undefined ? accounts.length > 0 : typeof named === 'string' && accounts.includes(named)
  }
