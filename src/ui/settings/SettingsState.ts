import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { ConnectionStatus } from '#src/engine/ports.ts'
import { messages } from '#src/messages/messages.ts'
import { isSort, type Sort } from './sortConnections.ts'

export type Use = 'idle' | 'never'

/** What Settings → Integrations shows, all of it in the address: `?q=prod&status=error&provider=acme&use=idle&private=1&sort=-used`. */
export type SettingsState = { query: string; status: ConnectionStatus | null; provider: string | null; use: Use | null; isPrivate: boolean; sort: Sort }

export const everything: SettingsState = { query: '', status: null, provider: null, use: null, isPrivate: false, sort: '' }

export const isStatus = (value: string | null): value is ConnectionStatus => value !== null && Object.hasOwn(messages().status, value)
export const isUse = (value: string | null): value is Use => value === 'idle' || value === 'never'

export function parseSettingsState(params: URLSearchParams): SettingsState {
  const [status, use, sort] = [params.get('status'), params.get('use'), params.get('sort')]
  return {
    query: params.get('q') ?? '',
    status: isStatus(status) ? status : null,
    provider: params.get('provider') || null,
    // `idle=90` is how earlier addresses said it.
    use: isUse(use) ? use : params.get('idle') === '90' ? 'idle' : null,
    isPrivate: params.get('private') === '1',
    sort: isSort(sort) ? sort : '',
  }
}

export function formatSettingsState(state: SettingsState): string {
  const params = new URLSearchParams()
  if (state.query !== '') params.set('q', state.query)
  if (state.status !== null) params.set('status', state.status)
  if (state.provider !== null) params.set('provider', state.provider)
  if (state.use !== null) params.set('use', state.use)
  if (state.isPrivate) params.set('private', '1')
  if (state.sort !== '') params.set('sort', state.sort)
  return params.size === 0 ? '' : `?${params}`
}

export const isFiltered = (state: SettingsState): boolean => formatSettingsState({ ...state, sort: '' }) !== ''

const dayMs = 86_400_000
const idleDays = 90

/** Not used for 90 days; one that was never used counts from its making. */
export const isIdle = ({ connection, now }: { connection: ConnectionView; now: Date }): boolean =>
  now.getTime() - Date.parse(connection.lastUsedAt ?? connection.createdAt) >= idleDays * dayMs

/** Connections that pass all filters; `nameOf` gives a provider's name by its key. */
export function filterConnections({ connections, state, nameOf, now }: { connections: ConnectionView[]; state: SettingsState; nameOf: (key: string) => string; now: Date }): ConnectionView[] {
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean)
  return connections.filter((connection) => {
    const text = `${connection.displayName} ${nameOf(connection.provider)} ${connection.provider}`.toLowerCase()
    return words.every((word) => text.includes(word))
      && (state.status === null || connection.status === state.status)
      && (state.provider === null || connection.provider === state.provider)
      && (state.use !== 'idle' || isIdle({ connection, now }))
      && (state.use !== 'never' || connection.lastUsedAt === null)
      && (!state.isPrivate || connection.visibility === 'private')
  })
}
