import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { requireCutTarget } from './requireCutTarget.ts'
import { lockAllDefaults } from './stores/connectionDefaults.ts'
import { destroyCredentials } from './stores/destroyCredentials.ts'
import { insertAuditEvent } from './stores/insertAuditEvent.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { sqlOf } from './stores/sqlOf.ts'
import { traceOf } from './stores/traceOf.ts'

export const revokeAllInputSchema = z.strictObject({ confirm: z.string().max(100) })

type Question = { req: PayloadRequest; kind: 'account' | 'provider'; id: string; confirm: string }

/**
 * Destroys every credential of an account, or every account's credentials of a provider, all or none. `confirm` is the
 * account's slug or the provider's key, typed by whoever asks. The platform's own built-in credential stays.
 * @throws PatchbayError `validation_failed` when something else was typed
 */
export async function revokeAll({ req, kind, id, confirm }: Question): Promise<{ revoked: number }> {
  const target = await requireCutTarget({ req, kind, id })
  if (confirm !== target.key) throw new PatchbayError('validation_failed', { field: 'confirm', message: `confirm: This is not “${target.key}”, so nothing was revoked.`, hint: `Send “${target.key}” to confirm.` })
  const actor = await actorOf(req)
  const trace = traceOf(req)
  const revoked = await inTransaction({
    req,
    work: async () => {
      await lockAllDefaults({ req })
      const count = await destroyCredentials({ req, account: kind === 'account' ? id : null, provider: kind === 'provider' ? target.key : null, actor, trace })
      const about = { account: target.account, targetType: kind, targetId: id, targetLabel: target.name, provider: kind === 'provider' ? target.key : null }
      await sqlOf({ req, query: insertAuditEvent({ ...about, action: `${kind}.credentials_revoked`, actor, outcome: 'done', code: null, changed: [], ...trace, visibleTo: null }) })
      return count
    },
  })
  return { revoked }
}
