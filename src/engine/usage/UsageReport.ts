import type { CredentialSource } from '../ports.ts'
import type { UsageCounts } from './UsageCounts.ts'

/** Counts with what can be read off them. Client-safe. */
export type UsageFigures = Omit<UsageCounts, 'latency'> & {
  /** Calls by the classes of `latencyBoundsMs`; half of the calls began to be answered within `p50Ms`; null where nothing was sent. */
  latency: { p50Ms: number | null; p95Ms: number | null; counts: number[] }
}

export type UsageInterval = 'hour' | 'day'

export type UsageSeries = {
  total: UsageFigures
  /** Those in which anything happened, oldest first; `start` in UTC. */
  buckets: ({ start: string } & UsageFigures)[]
}

type Period = {
  /** ISO 8601; from the first moment to before the second. */
  from: string
  to: string
  interval: UsageInterval
  /** Upper ends of the classes of `latency.counts`, which has one more for all that was slower. */
  latencyBoundsMs: number[]
}

/** `GET /connections/{id}/usage`. */
export type UsageReport = Period & UsageSeries

/** `GET /integrations/usage`: with the account's own credentials, and with the platform's. */
export type SourceReport = Period & { sources: Record<CredentialSource, UsageSeries> }
