import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import type { RevocationRun } from '#src/engine/connections/RevocationRun.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { runtime } from './runtime.ts'
import { lockAllDefaults } from './stores/connectionDefaults.ts'
import { destroyCredentials } from './stores/destroyCredentials.ts'
import { type AuditEvent, insertAuditEvent } from './stores/insertAuditEvent.ts'
import { inTransaction } from './stores/inTransaction.ts'
import type { RevocationScope } from './stores/keepForRevocation.ts'
import { closeRevocationRun, createRevocationRun, listRevocationRuns } from './stores/revocationRuns.ts'
import { sqlOf } from './stores/sqlOf.ts'
import { traceOf } from './stores/traceOf.ts'

type Question = { req: PayloadRequest; scope: Omit<RevocationScope, 'connection'>; event: Pick<AuditEvent, 'account' | 'action' | 'targetType' | 'targetId' | 'targetLabel' | 'provider'> }

/**
 * Destroys every credential of the scope here, all or none, and lets the worker tell their providers. Who may is decided
 * by the caller; the platform's own built-in credentials stay.
 * @throws PatchbayError `validation_failed` when the times are the wrong way round
 */
export async function revokeMany({ req, scope, event }: Question): Promise<RevocationRun> {
  if (scope.from !== null && scope.until !== null && new Date(scope.from) >= new Date(scope.until)) throw new PatchbayError('validation_failed', { field: 'until', message: 'until: This is not after from.', hint: 'Send the end of the time, after its start.' })
  const actor = await actorOf(req)
  const trace = traceOf(req)
  const id = await inTransaction({
    req,
    work: async () => {
      await lockAllDefaults({ req })
      const run = await createRevocationRun({ req, scope, askedBy: actor.kind === 'user' || actor.kind === 'token' ? actor.label : null })
      const total = await destroyCredentials({ req, scope, run, actor, trace })
      await closeRevocationRun({ req, id: run, total })
      await sqlOf({ req, query: insertAuditEvent({ ...event, actor, outcome: 'done', code: null, changed: [], ...trace, visibleTo: null }) })
      return run
    },
  })
  const [run] = await listRevocationRuns({ pool: runtime().pool, id, limit: 1 })
  if (run === undefined) throw new Error('The run was not stored.')
  return run
}
