import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { RoutingPolicy } from '../patchbayApi.ts'

/** What `loadConnections` answers. */
export type ConnectionsData = {
  connections: ConnectionView[]
  trash: ConnectionView[]
  /** Names by user id. */
  people: Record<string, string>
  providers: Record<string, ProviderDetail>
  policies: RoutingPolicy[]
}
