import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import type { RevocationRun } from '#src/engine/connections/RevocationRun.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { momentSchema } from './momentSchema.ts'
import { requirePlatform } from './requirePlatform.ts'
import { revokeMany } from './revokeMany.ts'

/** Typed by whoever asks, where no account or provider can be named. */
export const confirmation = 'every account'

export const revokeByTimeInputSchema = z.strictObject({ from: momentSchema, until: momentSchema, confirm: z.string().max(100) })

/**
 * Destroys every credential, of all accounts and providers, whose connection was made in that time.
 * @throws PatchbayError `validation_failed` when something else was typed, or the times are the wrong way round
 */
export async function revokeByTime({ req, input: { from, until, confirm } }: { req: PayloadRequest; input: z.infer<typeof revokeByTimeInputSchema> }): Promise<RevocationRun> {
  await requirePlatform({ req })
  if (confirm !== confirmation) throw new PatchbayError('validation_failed', { field: 'confirm', message: `confirm: This is not “${confirmation}”, so nothing was revoked.`, hint: `Send “${confirmation}” to confirm.` })
  return revokeMany({ req, scope: { account: null, provider: null, from, until }, event: { account: null, action: 'platform.credentials_revoked', targetType: null, targetId: null, targetLabel: null, provider: null } })
}
