import { usageErrors } from '#src/engine/usage/UsageCounts.ts'
import type { SourceReport, UsageFigures, UsageReport, UsageSeries } from '#src/engine/usage/UsageReport.ts'
import { enumOf, type JsonSchema, listOf, moment, objectOf, orNull, type Properties, ref, whole } from './JsonSchema.ts'

const amount: JsonSchema = { type: 'number', minimum: 0 }
const usageFigures: Properties<UsageFigures> = {
  calls: { ...whole, description: 'With this credential; a call that went on to another counts for both.' },
  handedOut: { ...whole, description: 'Times the credential was given to the platform’s own code.' },
  attempts: { ...whole, description: 'Requests sent; what goes beyond `calls` are retries.' },
  passedOver: { ...whole, description: 'Calls meant for it that went to another connection: it had refused, was cooling after a 429, or busy.' },
  errors: objectOf({ properties: Object.fromEntries(usageErrors.map((name) => [name, whole])) }),
  requestBytes: whole,
  responseBytes: whole,
  latency: objectOf({ properties: { p50Ms: orNull(amount), p95Ms: orNull(amount), counts: listOf(whole) }, description: 'Until an answer began. `counts` by the classes of `latencyBoundsMs`.' }),
  meteredCalls: { ...whole, description: 'Calls whose answers said how many tokens they took.' },
  tokensIn: whole,
  tokensOut: whole,
  cost: { ...amount, description: 'In US dollars, where answers say it.' },
}
const series: Properties<UsageSeries> = {
  total: ref('Usage'),
  buckets: { ...listOf(objectOf({ properties: { start: moment, ...usageFigures } })), description: 'Oldest first; those in which nothing happened are left out.' },
}
const period: Properties<Omit<UsageReport, keyof UsageSeries>> = {
  from: moment,
  to: moment,
  interval: enumOf(['hour', 'day']),
  latencyBoundsMs: { ...listOf(whole), description: 'Upper ends of the classes; `counts` has one more for all that was slower.' },
}
const sources: Properties<SourceReport['sources']> = { byo: ref('UsageSeries'), built_in: ref('UsageSeries') }

export const usageSchemas: Record<string, JsonSchema> = { Usage: objectOf({ properties: usageFigures }), UsageSeries: objectOf({ properties: series }), UsageReport: objectOf({ properties: { ...period, ...series } }), SourceReport: objectOf({ properties: { ...period, sources: objectOf({ properties: sources }) } }) }
