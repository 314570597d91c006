import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { UsageDays } from '#src/engine/usage/UsageDays.ts'
import type { RoutingPolicy } from '../patchbayApi.ts'

/** What `loadConnections` answers. */
export type ConnectionsData = {
  /** The server's time when it answered. Never the browser's: a clock that is off would draw another page than was sent. */
  now: string
  connections: ConnectionView[]
  trash: ConnectionView[]
  /** Names by user id. */
  people: Record<string, string>
  /** Who used a connection last, by connection. `name` is null where it is not known any more, or not for this reader. */
  lastUsers: Record<string, { kind: 'user' | 'token' | 'server'; name: string | null }>
  /** How often each was used lately, by connection; and the platform's keys, by provider. */
  usage: { byConnection: Record<string, UsageDays>; builtIn: Record<string, number> }
  providers: Record<string, ProviderDetail>
  policies: RoutingPolicy[]
  /** What the platform has cut off beyond single connections. */
  cuts: { account: { reason: string | null } | null; providers: Record<string, { reason: string | null }> }
}
