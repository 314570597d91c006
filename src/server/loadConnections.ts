import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { Distribution, RoutingMode } from '#src/engine/ports.ts'
import type { UsageDays } from '#src/engine/usage/UsageDays.ts'
import { describeProvider } from './describeProvider.ts'
import { runtime } from './runtime.ts'
import { listCatalog } from './stores/listCatalog.ts'
import { listClients } from './stores/readClient.ts'
import { type Cut, listCuts } from './stores/listCuts.ts'
import { type LastUser, listConnections, readLastUsers, readOwnerNames } from './stores/listConnections.ts'
import { readMemberRole } from './stores/readMemberRole.ts'
import { readPolicies } from './stores/readPolicies.ts'
import { readUsageDays } from './stores/readUsageDays.ts'
import { toView } from './stores/StoredConnection.ts'
import { hostsAwaitingConsent } from './viewConnection.ts'

export type SettingsData = {
  /** When this was so: what depends on the time (what ends soon, what is idle) is measured against it. */
  now: string
  connections: ConnectionView[]
  trash: ConnectionView[]
  /** Names by user id. */
  people: Record<string, string>
  /** Who used a connection last, by connection. */
  lastUsers: Record<string, LastUser>
  /** How often each was used lately, by connection; and the platform's keys, by provider. */
  usage: { byConnection: Record<string, UsageDays>; builtIn: Record<string, number> }
  /** The providers of these connections, by key. */
  providers: Record<string, ProviderDetail>
  /** What the platform has cut off beyond single connections. */
  cuts: { account: Cut | null; providers: Record<string, Cut> }
  policies: { provider: string; mode: RoutingMode; distribution: Distribution }[]
}

/** Everything Settings → Integrations shows of an account to one member. */
export async function loadConnections({ account, user }: { account: string; user: string }): Promise<SettingsData> {
  const { pool } = runtime()
  const now = new Date()
  const [role, rows, policies] = await Promise.all([readMemberRole({ pool, account, user }), listConnections({ pool, account, user }), readPolicies({ pool, account })])
  const used = [...new Set([...rows.map((row) => row.provider), ...policies.map((policy) => policy.provider)])]
  const [catalog, cuts, clients] = await Promise.all([listCatalog({ pool, keys: used }), listCuts({ pool, account, providers: used }), listClients({ pool })])
  const compiled = new Map(catalog.map((row) => [row.key, row.compiled]))
  const views = rows.flatMap((row) => {
    const provider = compiled.get(row.provider)
    return provider === undefined ? [] : [toView({ row, compiled: provider, hostsAwaitingConsent: hostsAwaitingConsent({ row, compiled: provider }), now })]
  })
  const owners = [...new Set(views.flatMap((view) => (view.owner === null ? [] : [view.owner])))]
  return {
    now: now.toISOString(),
    connections: views.filter((view) => view.deletedAt === null),
    trash: views.filter((view) => view.deletedAt !== null),
    people: await readOwnerNames({ pool, owners }),
    lastUsers: await readLastUsers({ pool, rows, canListTokens: role === 'owner' || role === 'admin' }),
    usage: await readUsageDays({ pool, account, connections: views.map((view) => view.id) }),
    providers: Object.fromEntries(catalog.map((row) => [row.key, describeProvider({ row, connections: rows, people: {}, clients })])),
    policies,
    cuts,
  }
}
