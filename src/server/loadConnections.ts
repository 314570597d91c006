import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { Distribution, RoutingMode } from '#src/engine/ports.ts'
import { describeDetail } from './describeProvider.ts'
import { runtime } from './runtime.ts'
import { listCatalog } from './stores/listCatalog.ts'
import { listConnections, readOwnerNames } from './stores/listConnections.ts'
import { readPolicies } from './stores/readPolicies.ts'
import { toView } from './stores/StoredConnection.ts'
import { hostsAwaitingConsent } from './viewConnection.ts'

export type SettingsData = {
  connections: ConnectionView[]
  trash: ConnectionView[]
  /** Names by user id. */
  people: Record<string, string>
  /** The providers of these connections, by key. */
  providers: Record<string, ProviderDetail>
  policies: { provider: string; mode: RoutingMode; distribution: Distribution }[]
}

/** Everything Settings → Integrations shows of an account to one member. */
export async function loadConnections({ account, user }: { account: string; user: string }): Promise<SettingsData> {
  const { pool } = runtime()
  const [rows, catalog, policies] = await Promise.all([listConnections({ pool, account, user }), listCatalog({ pool }), readPolicies({ pool, account })])
  const compiled = new Map(catalog.map((row) => [row.key, row.compiled]))
  const used = new Set([...rows.map((row) => row.provider), ...policies.map((policy) => policy.provider)])
  const views = rows.flatMap((row) => {
    const provider = compiled.get(row.provider)
    return provider === undefined ? [] : [toView({ row, hostsAwaitingConsent: hostsAwaitingConsent({ row, compiled: provider }), now: new Date() })]
  })
  const owners = [...new Set(views.flatMap((view) => (view.owner === null ? [] : [view.owner])))]
  return {
    connections: views.filter((view) => view.deletedAt === null),
    trash: views.filter((view) => view.deletedAt !== null),
    people: await readOwnerNames({ pool, owners }),
    providers: Object.fromEntries(catalog.filter((row) => used.has(row.key)).map((row) => [row.key, describeDetail({ row, connections: rows, featured: [] })])),
    policies,
  }
}
