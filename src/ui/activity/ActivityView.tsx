import Link from 'next/link'
import type { ActivityPage } from '#src/engine/audit/ActivityPage.ts'
import { messages } from '#src/messages/messages.ts'
import { EmptyState } from '../primitives/EmptyState.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { ActivityFilters } from './ActivityFilters.tsx'
import { type ActivityState, formatActivityState, isFiltered } from './ActivityState.ts'
import { ActivityTable } from './ActivityTable.tsx'

const text = () => messages().activity
const path = '/settings/activity'

/** Links and a GET form only, so that nothing here needs a script. */
export function ActivityView({ state, page, viewer }: { state: ActivityState; page: ActivityPage; viewer: string }) {
  if (page.events.length === 0 && state.place === null && !isFiltered(state)) {
    return <EmptyState title={text().emptyTitle} text={text().emptyText}><Link href="/marketplace" className={styleButton({ variant: 'primary' })}>{text().emptyVerb}</Link></EmptyState>
  }
  return (
    <>
      <ActivityFilters state={state} choices={page.choices} viewer={viewer} />
      <p role="status" className="mb-2.5 text-soft">{text().shown(page.total)}</p>
      {page.events.length > 0
        ? <ActivityTable page={page} viewer={viewer} />
        : <EmptyState title={text().noneTitle} text={text().noneText}><Link href={path} className={styleButton()}>{text().clear}</Link></EmptyState>}
      <Pages state={state} page={page} />
    </>
  )
}

function Pages({ state: { filter }, page: { events, hasNewer, hasOlder } }: { state: ActivityState; page: ActivityPage }) {
  if (!hasNewer && !hasOlder) return null
  const [first, last] = [events[0], events.at(-1)]
  const addressOf = (place: ActivityState['place']): string => `${path}${formatActivityState({ filter, place })}`
  return (
    <nav aria-label={text().pages} className="mt-4 flex flex-wrap gap-2.5">
      {hasNewer && <Link href={addressOf(null)} className={styleButton()}>{text().newest}</Link>}
      {hasNewer && first && <Link href={addressOf({ side: 'after', at: first.at, id: first.id })} className={styleButton()}>{text().newer}</Link>}
      {hasOlder && last && <Link href={addressOf({ side: 'before', at: last.at, id: last.id })} className={`${styleButton()} ml-auto`}>{text().older}</Link>}
    </nav>
  )
}
