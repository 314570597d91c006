import { currentReader } from '#src/messages/currentReader.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { RoutingPolicy } from '../patchbayApi.ts'
import type { ConnectionsData } from './ConnectionsData.ts'

/** One row for each provider that has connections or a policy of its own; without one it is `auto`. By name. */
export function listPolicies(data: Pick<ConnectionsData, 'connections' | 'providers' | 'policies'>): { policy: RoutingPolicy; connections: ConnectionView[] }[] {
  const nameOf = (key: string): string => data.providers[key]?.name ?? key
  const keys = new Set([...data.connections.map((one) => one.provider), ...data.policies.filter((one) => one.mode !== 'auto').map((one) => one.provider)])
  return [...keys].sort((a, b) => nameOf(a).localeCompare(nameOf(b), currentReader().locale)).map((provider) => ({
    policy: data.policies.find((one) => one.provider === provider) ?? { provider, mode: 'auto', distribution: 'default' },
    connections: data.connections.filter((one) => one.provider === provider),
  }))
}
