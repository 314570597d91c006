import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { latencyBoundsMs } from '#src/engine/usage/latencyBoundsMs.ts'
import { listUsage } from '#src/engine/usage/listUsage.ts'
import type { SourceReport } from '#src/engine/usage/UsageReport.ts'
import { readUsagePeriod, type UsagePeriod } from './readUsagePeriod.ts'
import { requireAccount } from './requireAccount.ts'
import { runtime } from './runtime.ts'
import { readSourceUsage } from './stores/readSourceUsage.ts'

type Question = { account: string; /** null: all of them. */ provider: string | null; /** Who asks; null for a token, which sees no private connection. */ user: string | null; period: UsagePeriod }

/**
 * How much an account used a provider, or all of them, apart by whose credential it was.
 * @throws PatchbayError `unauthenticated`, `not_found`, `validation_failed`
 */
export async function usageBySource({ req, account, provider }: { req: PayloadRequest; account: string | null; provider: string | null }): Promise<SourceReport> {
  if (account === null) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'Say for which account: workspaceId is missing.' })
  const actor = await requireAccount({ req, account, ability: 'see' })
  return reportSources({ account, provider, user: actor.kind === 'user' ? actor.id : null, period: readUsagePeriod(new URL(req.url ?? 'http://localhost').searchParams) })
}

/** The same for who was let in already. */
export async function reportSources({ account, provider, user, period: { from, to, interval } }: Question): Promise<SourceReport> {
  const rows = await readSourceUsage({ pool: runtime().pool, account, provider, user, from, to, interval })
  const of = (source: 'byo' | 'built_in') => listUsage(rows.filter((row) => row.source === source))
  return { from: from.toISOString(), to: to.toISOString(), interval, latencyBoundsMs: [...latencyBoundsMs], sources: { byo: of('byo'), built_in: of('built_in') } }
}
