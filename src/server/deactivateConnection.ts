import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { Deactivation } from '#src/engine/connections/Deactivation.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { looksLikeSecret } from '#src/engine/redact/looksLikeSecret.ts'
import { changeState } from './changeState.ts'
import { canChange, requireConnection } from './requireConnection.ts'
import { setPlatformBlock } from './setPlatformBlock.ts'

export const deactivateInputSchema = z.object({ reason: z.string().trim().max(200, 'a reason has at most 200 characters').nullish() })

type Question = { req: PayloadRequest; id: string; /** Shown to the account and to whoever is refused because of it. */ reason?: string | null }

/**
 * The reversible stop: nothing uses the connection until it is reactivated. The credential stays sealed. By the
 * platform it is a cut that the connection's own people cannot undo.
 * @throws PatchbayError `secret_in_plain_field`, `invalid_transition`
 */
export async function deactivateConnection({ req, id, reason }: Question): Promise<{ connection: ConnectionView; result: null }> {
  const given = reason ? reason : null
  refuseSecretInReason(given)
  const found = await requireConnection({ req, id, need: 'cut_off' })
  const actor = await actorOf(req)
  if (!canChange({ actor, found })) return setPlatformBlock({ req, id, isBlocked: true, reason: given })
  const deactivation: Deactivation = { at: new Date().toISOString(), by: actor.kind === 'anonymous' ? null : actor.label, reason: given }
  const { connection } = await changeState({ req, id, need: 'change', event: 'deactivate', action: 'connection.deactivated', data: () => ({ deactivation }) })
  return { connection, result: null }
}

/** Reasons are stored and shown as plain text. */
function refuseSecretInReason(reason: string | null): void {
  const kind = reason === null ? null : looksLikeSecret(reason)
  if (kind === null) return
  throw new PatchbayError('secret_in_plain_field', { field: 'reason', message: `The reason is stored as plain text, and this one looks like it holds a secret (${kind}).` })
}
