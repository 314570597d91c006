import { type AuditKind, isAuditKind } from './auditActions.ts'

/**
 * Which events: `actor` is the id of a person or token, or `system` for Patchbay itself; `connection` an id; `from` and
 * `to` are days in UTC (`2026-11-20`), both included. `null` = any.
 */
export type AuditFilter = { actor: string | null; kind: AuditKind | null; provider: string | null; connection: string | null; from: string | null; to: string | null }

export const auditFilterNames = ['actor', 'kind', 'provider', 'connection', 'from', 'to'] as const satisfies (keyof AuditFilter)[]

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const isDay = (value: string): boolean => {
  if (!/^20\d\d-\d\d-\d\d$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

const fits: Record<keyof AuditFilter, (value: string) => boolean> = {
  actor: (value) => value === 'system' || uuid.test(value),
  kind: isAuditKind,
  provider: (value) => /^[a-z0-9][a-z0-9_-]{0,62}$/.test(value),
  connection: (value) => uuid.test(value),
  from: isDay,
  to: isDay,
}

/** The filters of an address. `wrong` names those that say nothing sensible, which count as "any". */
export function parseAuditFilter(params: URLSearchParams): { filter: AuditFilter; wrong: (keyof AuditFilter)[] } {
  const given = auditFilterNames.map((name) => ({ name, value: params.get(name) || null }))
  const isGood = ({ name, value }: (typeof given)[number]): boolean => value === null || fits[name](value)
  return {
    filter: Object.fromEntries(given.map((one) => [one.name, isGood(one) ? one.value : null])) as AuditFilter,
    wrong: given.filter((one) => !isGood(one)).map(({ name }) => name),
  }
}

/** The reverse of the above: only what is chosen, always in the same order. */
export function formatAuditFilter(filter: AuditFilter): URLSearchParams {
  return new URLSearchParams(auditFilterNames.flatMap((name) => (filter[name] === null ? [] : [[name, filter[name]]])))
}

/** The span of the days as ISO moments: from the first one on, and before the second. */
export function spanOf({ from, to }: Pick<AuditFilter, 'from' | 'to'>): { since: string | null; until: string | null } {
  const midnight = (day: string, plusDays: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + plusDays * 86_400_000).toISOString()
  return { since: from === null ? null : midnight(from, 0), until: to === null ? null : midnight(to, 1) }
}
