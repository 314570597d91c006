import type { CardConnection, ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { effectiveStatus } from '#src/engine/connections/effectiveStatus.ts'
import { chooseLogo } from './chooseLogo.ts'
import type { CardRow } from './stores/listCards.ts'
import type { ConnectionRow } from './stores/StoredConnection.ts'

type Question = { row: CardRow; connections: ConnectionRow[]; /** Keys of the first places, as an admin ordered them. */ featured: string[] }

/** A thousand of these go to a browser, so that they hold what a card shows and the search finds, and no more. */
const maxDescriptionChars = 200

export function describeCardRow({ row, connections, featured }: Question): ProviderCard {
  const place = featured.indexOf(row.key)
  return {
    key: row.key,
    name: row.name,
    category: row.category,
    description: row.description.slice(0, maxDescriptionChars),
    keywords: row.keywords ?? [],
    logo: chooseLogo({ name: row.name, slug: row.logo_slug, file: row.logo_file, fileDark: row.logo_dark_file }),
    status: statusHere({ status: row.status, isReady: row.is_ready }),
    featured: place >= 0 ? place : row.featured === null ? null : featured.length + row.featured,
    newest: row.newest,
    signIn: signInsOf(row.modes),
    connections: connections.map(statusNow),
  }
}

/** What cannot be connected here yet, since the platform has no client there, is coming: of this installation, not of the row. */
export const statusHere = ({ status, isReady }: { status: ProviderCard['status']; isReady: boolean }): ProviderCard['status'] => (status === 'live' && !isReady ? 'coming_soon' : status)

export const signInsOf = (modes: string[]): ProviderCard['signIn'] => [...new Set(modes.map((mode) => (mode === 'oauth-user' ? ('oauth' as const) : ('key' as const))))]

/** Expiry counts from the second it passes, whether or not anything has noticed. */
export const statusNow = (one: ConnectionRow): CardConnection => ({
  status: effectiveStatus({ status: one.status, expiresAt: one.expires_at === null ? null : new Date(one.expires_at), now: new Date() }),
  lastUsedAt: one.last_used_at === null ? null : new Date(one.last_used_at).toISOString(),
})
