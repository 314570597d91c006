import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { ConnectionStatus } from '#src/engine/ports.ts'

/** By what, as the address says it; a leading `-` turns it round. Empty: by provider, and there in the order they are asked. */
export const sorts = ['', 'name', '-name', 'owner', '-owner', 'status', '-status', 'used', '-used', 'expires', '-expires'] as const
export type Sort = (typeof sorts)[number]

export const isSort = (value: string | null): value is Sort => (sorts as readonly (string | null)[]).includes(value)

const urgency: ConnectionStatus[] = ['error', 'expired', 'disconnected', 'pending', 'active', 'inactive', 'revoked']

type Question = { connections: ConnectionView[]; sort: Sort; nameOf: (provider: string) => string; ownerOf: (connection: ConnectionView) => string; locale: string }

/** A new list. What has no date comes last whichever way it is turned, except that "never used" is the longest unused. */
export function sortConnections({ connections, sort, nameOf, ownerOf, locale }: Question): ConnectionView[] {
  const collator = new Intl.Collator(locale, { numeric: true })
  // The server's order within a provider is kept: sorting is stable.
  if (sort === '') return [...connections].sort((a, b) => collator.compare(nameOf(a.provider), nameOf(b.provider)))
  const by = sort.replace('-', '')
  const turn = sort.startsWith('-') ? -1 : 1
  const compare = (a: ConnectionView, b: ConnectionView): number => {
    if (by === 'name') return turn * collator.compare(a.displayName, b.displayName)
    if (by === 'owner') return turn * collator.compare(ownerOf(a), ownerOf(b))
    if (by === 'status') return turn * (urgencyOf(a) - urgencyOf(b))
    if (by === 'used') return turn * (Date.parse(a.lastUsedAt ?? '1970-01-01') - Date.parse(b.lastUsedAt ?? '1970-01-01'))
    return compareEnds(endOf(a), endOf(b), turn)
  }
  return [...connections].sort((a, b) => compare(a, b) || collator.compare(a.displayName, b.displayName))
}

const urgencyOf = (connection: ConnectionView): number => (connection.blockedBy === 'platform' ? -1 : urgency.indexOf(connection.status))

/** Whichever comes first: the end of the key, or the day by which it should be replaced. */
const endOf = ({ expiresAt, rotateBy }: ConnectionView): string | null => [expiresAt, rotateBy].filter((one) => one !== null).sort()[0] ?? null

const compareEnds = (a: string | null, b: string | null, turn: number): number => (a === null || b === null ? Number(a === null) - Number(b === null) : turn * (Date.parse(a) - Date.parse(b)))

/** What pressing a column's head leads to: there, the other way round, and back to no sorting. */
export function nextSort({ current, by, first }: { current: Sort; by: 'name' | 'status' | 'used' | 'expires'; first: 'up' | 'down' }): Sort {
  const [one, other] = first === 'up' ? ([by, `-${by}`] as const) : ([`-${by}`, by] as const)
  return current === one ? other : current === other ? '' : one
}
