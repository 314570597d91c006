import type { ActivityPlace } from '#src/engine/audit/ActivityPage.ts'
import { type AuditFilter, auditFilterNames, formatAuditFilter, parseAuditFilter } from '#src/engine/audit/AuditFilter.ts'

/**
 * What Settings → Activity shows, all of it in the address: `?kind=tests&from=2026-11-01&before=2026-11-20T07:49:18.123Z_…`.
 * A page is named by the event it begins after, not by a number, so that a link shows the same events when new ones arrive.
 */
export type ActivityState = { filter: AuditFilter; place: ActivityPlace | null }

const placeForm = /^(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Unknown values are dropped, so that an old or mistyped link still shows a page. */
export function parseActivityState(params: URLSearchParams): ActivityState {
  const places = (['before', 'after'] as const).flatMap((side): ActivityPlace[] => {
    const [, at, id] = placeForm.exec(params.get(side) ?? '') ?? []
    return at === undefined || id === undefined || Number.isNaN(Date.parse(at)) ? [] : [{ side, at: new Date(at).toISOString(), id }]
  })
  return { filter: parseAuditFilter(params).filter, place: places[0] ?? null }
}

/** The query string of a state, with its `?`, or `''` for the plain page. The reverse of the above. */
export function formatActivityState({ filter, place }: ActivityState): string {
  const params = formatAuditFilter(filter)
  if (place !== null) params.set(place.side, `${place.at}_${place.id}`)
  return params.size === 0 ? '' : `?${params}`
}

export const isFiltered = ({ filter }: Pick<ActivityState, 'filter'>): boolean => auditFilterNames.some((name) => filter[name] !== null)
