import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import type { CutKind, CutOff } from '#src/engine/connections/CutOff.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { looksLikeSecret } from '#src/engine/redact/looksLikeSecret.ts'
import { requireCutTarget } from './requireCutTarget.ts'
import { setPlatformBlock } from './setPlatformBlock.ts'
import { type Cut, readReach, saveCut } from './stores/cuts.ts'
import { type AuditEvent, insertAuditEvent } from './stores/insertAuditEvent.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { sqlOf } from './stores/sqlOf.ts'
import { tellAccounts } from './stores/tellAccounts.ts'
import { traceOf } from './stores/traceOf.ts'

type Target = { req: PayloadRequest; kind: CutKind; id: string }

/** One line, since it is quoted in sentences. */
export const cutOffInputSchema = z.strictObject({
  reason: z.string().trim().min(3, 'Say why, in a few words: the account reads it.').max(300).regex(/^[^\p{Cc}]*$/u, 'Write it in one line.'),
})

/** How it stands, and what a cut would stop. */
export async function readCutOff({ req, kind, id }: Target): Promise<CutOff> {
  const cut = await requireCutTarget({ req, kind, id })
  return { isCutOff: cut.isCutOff, reason: cut.reason, name: cut.name, confirm: kind === 'connection' ? null : cut.key, reach: await readReach({ req, kind, cut }) }
}

/**
 * Cuts an account, a provider or a connection off: whatever would use a credential of it is refused from now on, with
 * the reason. Nothing is destroyed, and only the platform lifts it. A request that is under way runs to its end.
 * @throws PatchbayError `secret_in_plain_field`, `invalid_transition` when it is cut off already
 */
export async function cutOff({ req, kind, id, reason }: Target & { reason: string }): Promise<CutOff> {
  const secret = looksLikeSecret(reason)
  if (secret !== null) throw new PatchbayError('secret_in_plain_field', { field: 'reason', message: `The reason is stored and shown as plain text, and this value looks like a secret (${secret}).` })
  return change({ req, kind, id, reason })
}

/** @throws PatchbayError `invalid_transition` when it is not cut off */
export const liftCutOff = ({ req, kind, id }: Target): Promise<CutOff> => change({ req, kind, id, reason: null })

async function change({ req, kind, id, reason }: Target & { reason: string | null }): Promise<CutOff> {
  const cut = await requireCutTarget({ req, kind, id })
  if (kind === 'connection') await setPlatformBlock({ req, id, isBlocked: reason !== null, reason })
  else {
    await inTransaction({
      req,
      work: async () => {
        if (!(await saveCut({ req, kind, id, reason }))) throw new PatchbayError('invalid_transition', { message: `${cut.name} is ${reason === null ? 'not cut off any more' : 'cut off already'}.`, hint: 'Load the page again to see how it stands.' })
        const event = await eventOf({ req, kind, cut, reason })
        await sqlOf({ req, query: insertAuditEvent(event) })
        if (kind === 'provider') await tellAccounts({ req, event, provider: cut.key })
      },
    })
  }
  return readCutOff({ req, kind, id })
}

async function eventOf({ req, kind, cut, reason }: { req: PayloadRequest; kind: CutKind; cut: Cut; reason: string | null }): Promise<AuditEvent> {
  return {
    account: cut.account,
    action: `${kind}.${reason === null ? 'unblocked' : 'blocked'}`,
    actor: await actorOf(req),
    targetType: kind,
    targetId: cut.id,
    targetLabel: cut.name,
    provider: kind === 'provider' ? cut.key : null,
    outcome: 'done',
    code: null,
    changed: [],
    ...traceOf(req),
    note: reason,
    visibleTo: null,
  }
}
