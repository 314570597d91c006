import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { ConnectionStatus } from '#src/engine/ports.ts'
import { messages } from '#src/messages/messages.ts'
import { isIdle } from './listAttention.ts'

/** What Settings → Integrations shows, all of it in the address: `?q=prod&status=error&provider=acme&idle=90`. */
export type SettingsState = { query: string; status: ConnectionStatus | null; provider: string | null; isIdle: boolean }

export const isStatus = (value: string | null): value is ConnectionStatus => value !== null && Object.hasOwn(messages().status, value)

export function parseSettingsState(params: URLSearchParams): SettingsState {
  const status = params.get('status')
  return { query: params.get('q') ?? '', status: isStatus(status) ? status : null, provider: params.get('provider') || null, isIdle: params.get('idle') === '90' }
}

export function formatSettingsState(state: SettingsState): string {
  const params = new URLSearchParams()
  if (state.query !== '') params.set('q', state.query)
  if (state.status !== null) params.set('status', state.status)
  if (state.provider !== null) params.set('provider', state.provider)
  if (state.isIdle) params.set('idle', '90')
  return params.size === 0 ? '' : `?${params}`
}

export const isFiltered = (state: SettingsState): boolean => formatSettingsState(state) !== ''

/** Connections that pass all filters; `nameOf` gives a provider's name by its key. */
export function filterConnections({ connections, state, nameOf, now }: { connections: ConnectionView[]; state: SettingsState; nameOf: (key: string) => string; now: Date }): ConnectionView[] {
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean)
  return connections.filter((connection) => {
    const text = `${connection.displayName} ${nameOf(connection.provider)} ${connection.provider}`.toLowerCase()
    return words.every((word) => text.includes(word))
      && (state.status === null || connection.status === state.status)
      && (state.provider === null || connection.provider === state.provider)
      && (!state.isIdle || isIdle({ connection, now }))
  })
}
