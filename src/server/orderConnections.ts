import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { requireAccount } from './requireAccount.ts'
import { lockDefaults } from './stores/connectionDefaults.ts'
import { lockOrder, type OrderedConnection, writeOrder } from './stores/connectionOrder.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { insertAuditEvent } from './stores/insertAuditEvent.ts'
import { readProvider } from './stores/readProvider.ts'
import { sqlOf } from './stores/sqlOf.ts'
import { traceOf } from './stores/traceOf.ts'

export const orderInputSchema = z.object({
  workspaceId: z.string().optional(),
  account: z.string().optional(),
  provider: z.string().max(100),
  connections: z.array(z.object({ id: z.uuid(), version: z.number().int().min(0) })).min(1).max(1000),
})

/**
 * The order in which the account's connections of a provider are asked: all that everybody sees, the default first.
 * Private ones have no place in it; they come after. One event in the trail.
 * @throws PatchbayError `forbidden`, `conflict` (not exactly the connections there are by now), `version_conflict`
 */
export async function orderConnections({ req, input }: { req: PayloadRequest; input: z.infer<typeof orderInputSchema> }): Promise<{ connections: OrderedConnection[] }> {
  const account = input.workspaceId ?? input.account
  if (account === undefined) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'Say for which account: workspaceId is missing.' })
  await requireAccount({ req, account, ability: 'manage' })
  const provider = await readProvider({ req, key: input.provider })
  if (provider === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  const scope = { req, account, provider: input.provider }
  return inTransaction({
    req,
    work: async () => {
      await lockDefaults(scope)
      const before = await lockOrder(scope)
      refuseStale({ before, wished: input.connections })
      const ids = input.connections.map((one) => one.id)
      if (before.every((one, index) => one.id === ids[index]) && before[0]?.isDefault) return { connections: before }
      await writeOrder({ ...scope, ids })
      await sqlOf({ req, query: insertAuditEvent({ account, action: 'connection.reordered', actor: await actorOf(req), targetType: 'provider', targetId: null, targetLabel: provider.compiled.name, provider: input.provider, outcome: 'done', code: null, changed: ['sortOrder'], ...traceOf(req), visibleTo: null }) })
      return { connections: await lockOrder(scope) }
    },
  })
}

function refuseStale({ before, wished }: { before: OrderedConnection[]; wished: { id: string; version: number }[] }): void {
  const versions = new Map(before.map((one) => [one.id, one.version]))
  const isSameSet = new Set(wished.map((one) => one.id)).size === wished.length && wished.length === before.length && wished.every((one) => versions.has(one.id))
  if (!isSameSet) throw new PatchbayError('conflict', { field: 'connections', message: 'Connections of this provider were added, removed or made private in the meantime.', hint: 'Load the list again and repeat your change.' })
  if (wished.some((one) => versions.get(one.id) !== one.version)) throw new PatchbayError('version_conflict', { field: 'connections' })
}
