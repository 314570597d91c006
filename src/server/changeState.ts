import type { PayloadRequest } from 'payload'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { effectiveStatus } from '#src/engine/connections/effectiveStatus.ts'
import { type ConnectionEvent, nextStatus } from '#src/engine/connections/nextStatus.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { type ConnectionNeed, requireConnection } from './requireConnection.ts'
import { lockDefaults, settleDefault } from './stores/connectionDefaults.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { updateConnection } from './stores/saveConnection.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'
import { viewConnection } from './viewConnection.ts'

type Change = {
  req: PayloadRequest
  id: string
  need: ConnectionNeed
  event: ConnectionEvent
  action: string
  data?: (found: StoredConnection) => Record<string, unknown> | Promise<Record<string, unknown>>
  inTrash?: boolean
  /** The connection stops being a candidate for good, so that another becomes the default. */
  givesUpDefault?: boolean
}

/**
 * One event of the status machine, under the row's lock: read, judge, write, audit, all or nothing.
 * @throws PatchbayError `invalid_transition` when the event cannot happen in the state the row is in by then
 */
export async function changeState({ req, id, need, event, action, data, inTrash = false, givesUpDefault = false }: Change): Promise<{ connection: ConnectionView; found: StoredConnection }> {
  const found = await inTransaction({
    req,
    work: async () => {
      const before = await requireConnection({ req, id, need, inTrash })
      const { account, provider } = before.record
      if (givesUpDefault) await lockDefaults({ req, account, provider })
      const current = await requireConnection({ req, id, need, inTrash, forUpdate: true })
      const status = effectiveStatus({ ...current.record, now: new Date() })
      const next = nextStatus({ status, event })
      if (next === null) throw new PatchbayError('invalid_transition', { message: `A connection that is ${status} cannot do that.` })
      await updateConnection({ req, id, action, data: { status: next, ...(givesUpDefault ? { isDefault: false } : {}), ...(await data?.(current)) } })
      if (givesUpDefault) await settleDefault({ req, account, provider })
      return current
    },
  })
  return { connection: await viewConnection({ req, id }), found }
}
