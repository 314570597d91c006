import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import type { RevocationRun } from '#src/engine/connections/RevocationRun.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { momentSchema } from './momentSchema.ts'
import { requireCutTarget } from './requireCutTarget.ts'
import { revokeMany } from './revokeMany.ts'

/** `from`, `until`: only connections made in that time, the second moment excluded. */
export const revokeAllInputSchema = z.strictObject({ confirm: z.string().max(100), from: momentSchema.nullish(), until: momentSchema.nullish() })

type Question = { req: PayloadRequest; kind: 'account' | 'provider'; id: string; input: z.infer<typeof revokeAllInputSchema> }

/**
 * Destroys every credential of an account, or every account's credentials of a provider, all or none; their providers are
 * told by the worker. `confirm` is the account's slug or the provider's key, typed by whoever asks.
 * @throws PatchbayError `validation_failed` when something else was typed, or the times are the wrong way round
 */
export async function revokeAll({ req, kind, id, input: { confirm, from = null, until = null } }: Question): Promise<{ revoked: number; run: RevocationRun }> {
  const target = await requireCutTarget({ req, kind, id })
  if (confirm !== target.key) throw new PatchbayError('validation_failed', { field: 'confirm', message: `confirm: This is not “${target.key}”, so nothing was revoked.`, hint: `Send “${target.key}” to confirm.` })
  const provider = kind === 'provider' ? target.key : null
  const run = await revokeMany({
    req,
    scope: { account: kind === 'account' ? id : null, provider, from, until },
    event: { account: target.account, action: `${kind}.credentials_revoked`, targetType: kind, targetId: id, targetLabel: target.name, provider },
  })
  return { revoked: run.total, run }
}
