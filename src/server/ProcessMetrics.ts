import type { Pool } from 'pg'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import packageJson from '../../package.json' with { type: 'json' }

/** What is told of a call: nothing that names a tenant, a person, an address or a provider. */
export type CountedCall = { status: number | null; origin: 'provider' | 'patchbay'; code: string | null; source: string | null; attempts: number; passedOver: readonly string[]; durationMs: number; isCut: boolean }

/** Figures of one process for Prometheus. */
export type ProcessMetrics = {
  countCall(call: CountedCall): void
  read(): Promise<{ contentType: string; text: string }>
}

type Kind = { labels: { origin: string; status: string; code: string; source: string }; count: number }

/** From half a millisecond, the best that a call can take, to the minutes that a model may. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

export function createProcessMetrics({ part, pool, isListening }: { part: string; pool: Pool; isListening(): boolean }): ProcessMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const info = new Gauge({ name: 'patchbay_info', help: 'Always 1.', labelNames: ['part', 'version'], registers: [registry] })
  info.set({ part, version: packageJson.version }, 1)
  const connections = new Gauge({
    name: 'patchbay_pool_connections',
    help: 'Connections to the database, and what waits for one.',
    labelNames: ['state'],
    registers: [],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
      this.set({ state: 'waited_for' }, pool.waitingCount)
    },
  })
  registry.registerMetric(connections)
  const listening = new Gauge({
    name: 'patchbay_listening',
    help: '1 while changes are heard, and so remembered rows are used.',
    registers: [],
    collect() {
      this.set(isListening() ? 1 : 0)
    },
  })
  registry.registerMetric(listening)
  return { countCall: countCalls(registry), read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }) }
}

/** Tallied by hand and handed over when they are read: a call must not pay for labels. */
function countCalls(registry: Registry): (call: CountedCall) => void {
  const kinds = new Map<string, Kind>()
  const calls = new Counter({
    name: 'patchbay_calls_total',
    help: 'Calls answered, by who answered them (origin), status, code of our own error, and source of the credential.',
    labelNames: ['origin', 'status', 'code', 'source'],
    registers: [],
    collect() {
      this.reset()
      for (const { labels, count } of kinds.values()) this.inc(labels, count)
    },
  })
  registry.registerMetric(calls)
  const registers = [registry]
  const seconds = new Histogram({ name: 'patchbay_call_duration_seconds', help: 'From the request to the end of its answer.', buckets, registers })
  const retries = new Counter({ name: 'patchbay_call_retries_total', help: 'Requests sent to providers beyond the first of a call.', registers })
  const passedOver = new Counter({ name: 'patchbay_connections_passed_over_total', help: 'Connections that were refused, cooling or busy while a call looked for one.', registers })
  const cut = new Counter({ name: 'patchbay_calls_cut_total', help: 'Calls whose client left, or whose provider broke off, before the answer was complete.', registers })
  return (call) => {
    const key = `${call.origin} ${call.status} ${call.code} ${call.source}`
    const kind = kinds.get(key)
    if (kind === undefined) kinds.set(key, { labels: { origin: call.origin, status: String(call.status ?? ''), code: call.code ?? '', source: call.source ?? '' }, count: 1 })
    else kind.count += 1
    seconds.observe(call.durationMs / 1_000)
    if (call.attempts > 1) retries.inc(call.attempts - 1)
    if (call.passedOver.length > 0) passedOver.inc(call.passedOver.length)
    if (call.isCut) cut.inc()
  }
}
