import type { SourceReport } from '#src/engine/usage/UsageReport.ts'
import { reportSources } from './usageBySource.ts'

const days = 30
const dayMs = 86_400_000

/** How a provider was used in the last 30 days, today included, by the day: for the page of somebody of that account. */
export async function loadProviderUsage({ key, account, user }: { key: string; account: string; user: string }): Promise<SourceReport> {
  const to = new Date()
  const today = to.getTime() - (to.getTime() % dayMs)
  return reportSources({ account, provider: key, user, period: { from: new Date(today - (days - 1) * dayMs), to, interval: 'day' } })
}
