import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import type { DryRunReport } from '#src/engine/catalog/DryRunReport.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { secretNames } from '#src/engine/catalog/secretNames.ts'
import { dryRun } from '#src/engine/verify/dryRun.ts'
import { limitChanges } from './limitChanges.ts'
import { readDraftRow } from './readDraftRow.ts'
import { runtime } from './runtime.ts'
import { insertAuditEvent } from './stores/insertAuditEvent.ts'
import { sqlOf } from './stores/sqlOf.ts'
import { traceOf } from './stores/traceOf.ts'

export const dryRunInputSchema = z.object({ provider: z.unknown(), authMethod: z.string().max(63).nullish(), credentialPayload: z.record(z.string(), z.unknown()) })

type Question = { req: PayloadRequest; input: z.infer<typeof dryRunInputSchema> }

/**
 * Tries a row, saved or not, with a key that the admin typed for this once. Nothing is stored and no value is written
 * down; the trail says that it took place. Access was decided by the caller.
 * @throws PatchbayError `invalid_row`, `unknown_auth_method`, `rate_limited`, and what `checkValues` says of the key
 */
export async function dryRunProvider({ req, input }: Question): Promise<DryRunReport> {
  await limitChanges({ actor: await actorOf(req), account: null })
  const { row, compiled } = readDraftRow(input.provider)
  const method = findAuthMethod({ compiled, key: input.authMethod ?? null })
  const values = readValues({ compiled, method, payload: input.credentialPayload })
  const report = await dryRun({ egress: runtime().egress, compiled, method, values, signal: (req as unknown as Request).signal })
  await sqlOf({
    req,
    query: insertAuditEvent({
      account: null, action: 'provider.dry_run', actor: await actorOf(req), targetType: 'provider', targetId: null, targetLabel: row.name, provider: row.key,
      outcome: report.result.ok ? 'done' : 'failed', code: report.result.code ?? null, changed: [], ...traceOf(req), visibleTo: null,
    }),
  })
  return report
}

/** Where the service hands a token out, the admin has one from there: it is not a field of the row. */
function readValues({ compiled, method, payload }: { compiled: CompiledProvider; method: CompiledAuthMethod; payload: Record<string, unknown> }): CredentialValues {
  if (!secretNames(method).has('accessToken')) return checkValues({ compiled, method, payload, partial: false }).values
  const { accessToken, ...fields } = payload
  if (typeof accessToken !== 'string' || accessToken.trim() === '' || accessToken.length > 16_384) throw new PatchbayError('validation_failed', { field: 'credentialPayload.accessToken', message: 'An access token is missing: this auth method gets one from the service.' })
  return { ...checkValues({ compiled, method, payload: fields, partial: true }).values, accessToken: accessToken.trim() }
}
