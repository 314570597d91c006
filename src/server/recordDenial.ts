import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { accountsWith } from '#src/access/canInAccount.ts'
import type { PatchbayError } from '#src/engine/errors.ts'
import { insertAuditEvent } from './stores/insertAuditEvent.ts'
import { sqlOf } from './stores/sqlOf.ts'
import { traceOf } from './stores/traceOf.ts'

/** A refusal of somebody who is signed in, for the trail. Never turns a refusal into another error. */
export async function recordDenial({ req, error }: { req: PayloadRequest; error: PatchbayError }): Promise<void> {
  try {
    const actor = await actorOf(req)
    const account = accountOf({ req, seen: accountsWith({ actor, ability: 'see' }) })
    const query = insertAuditEvent({
      account,
      action: 'request.denied',
      actor,
      targetType: typeof req.routeParams?.collection === 'string' ? req.routeParams.collection : null,
      targetId: typeof req.routeParams?.id === 'string' ? req.routeParams.id.slice(0, 64) : null,
      targetLabel: null,
      provider: null,
      outcome: 'denied',
      code: error.code,
      changed: [],
      ...traceOf(req),
      visibleTo: actor.kind === 'user' ? actor.id : null,
    })
    await sqlOf({ req: { payload: req.payload }, query })
  } catch (cause) {
    req.payload.logger.error({ msg: 'A denial could not be written to the audit trail.', code: (cause as { code?: unknown }).code })
  }
}

/** The account it was about, as far as the refusal knew it; else the only one the actor has. */
function accountOf({ req, seen }: { req: PayloadRequest; seen: string[] }): string | null {
  const named = [req.context.deniedIn, (req.data as { account?: unknown } | undefined)?.account].find((one) => typeof one === 'string' && seen.includes(one))
  return typeof named === 'string' ? named : seen.length === 1 ? (seen[0] ?? null) : null
}
