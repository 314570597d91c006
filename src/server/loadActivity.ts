import type { ActivityPage, ActivityPlace } from '#src/engine/audit/ActivityPage.ts'
import type { AuditFilter } from '#src/engine/audit/AuditFilter.ts'
import { auditActions, isAuditKind } from '#src/engine/audit/auditActions.ts'
import { runtime } from './runtime.ts'
import { listActivity, listActivityChoices } from './stores/listActivity.ts'

type Question = { account: string; user: string; filter: AuditFilter; place: ActivityPlace | null; pageSize?: number }

/** One page of an account's trail as one person may see it. A page that would begin above the newest event is the first. */
export async function loadActivity({ account, user, filter, place, pageSize = 50 }: Question): Promise<ActivityPage> {
  const { pool } = runtime()
  const ask = (at: ActivityPlace | null) => listActivity({ pool, account, user, filter, place: at, limit: pageSize + 1 })
  const [found, { actions, ...choices }] = await Promise.all([ask(place), listActivityChoices({ pool, account, user })])
  const kinds = Object.keys(auditActions).filter(isAuditKind).filter((kind) => auditActions[kind].some((action) => actions.includes(action)))
  const goesUp = place?.side === 'after'
  const isTop = place === null || (goesUp && found.events.length <= pageSize)
  const { events, total } = goesUp && isTop ? await ask(null) : found
  const shown = events.slice(0, pageSize)
  return {
    events: goesUp && !isTop ? shown.reverse() : shown,
    total,
    hasNewer: !isTop,
    hasOlder: (goesUp && !isTop) || events.length > pageSize,
    choices: { ...choices, kinds },
  }
}
