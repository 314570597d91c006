import type { PayloadRequest } from 'payload'
import { latencyBoundsMs } from '#src/engine/usage/latencyBoundsMs.ts'
import { listUsage } from '#src/engine/usage/listUsage.ts'
import type { UsageReport } from '#src/engine/usage/UsageReport.ts'
import { readUsagePeriod } from './readUsagePeriod.ts'
import { requireConnection } from './requireConnection.ts'
import { readUsage } from './stores/readUsage.ts'

/**
 * How much a connection was used, in the period that the address names.
 * @throws PatchbayError `unauthenticated`, `not_found`, `validation_failed`
 */
export async function connectionUsage({ req, id }: { req: PayloadRequest; id: string }): Promise<UsageReport> {
  await requireConnection({ req, id, need: 'see' })
  const { from, to, interval } = readUsagePeriod(new URL(req.url ?? 'http://localhost').searchParams)
  const rows = await readUsage({ req, connection: id, from, to, interval })
  return { from: from.toISOString(), to: to.toISOString(), interval, latencyBoundsMs: [...latencyBoundsMs], ...listUsage(rows) }
}
