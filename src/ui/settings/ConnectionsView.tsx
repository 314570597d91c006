'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useCallback, useMemo, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { listNotices } from '#src/engine/connections/listNotices.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { EmptyState } from '../primitives/EmptyState.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { useRefresh } from '../shell/useRefresh.ts'
import { ConnectionFilters } from './ConnectionFilters.tsx'
import type { ConnectionsData } from './ConnectionsData.ts'
import { ConnectionTable } from './ConnectionTable.tsx'
import { listVerbs, type Verb } from './listVerbs.ts'
import { nameOwner } from './nameOwner.ts'
import { NoticeList } from './NoticeList.tsx'
import { RoutingPolicies } from './RoutingPolicies.tsx'
import { sayCuts } from './sayCuts.ts'
import { type Opened, SettingsDialogs } from './SettingsDialogs.tsx'
import { everything, filterConnections, isFiltered } from './SettingsState.ts'
import { sortConnections } from './sortConnections.ts'
import { TrashList } from './TrashList.tsx'
import { useConnectionVerbs } from './useConnectionVerbs.ts'
import { useSettingsState } from './useSettingsState.ts'
import { useWantedConnection } from './useWantedConnection.ts'
import type { Viewer } from './Viewer.ts'

const text = () => messages().settings

export function ConnectionsView({ viewer, data }: { viewer: Viewer; data: ConnectionsData }) {
  const router = useRouter()
  const notify = useNotify()
  const verbs = useConnectionVerbs()
  const { state, type, choose, wanted } = useSettingsState()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  const refresh = useRefresh()
  const nameOf = (key: string): string => data.providers[key]?.name ?? key
  const ownerOf = (connection: ConnectionView): string => nameOwner({ owner: connection.owner, people: data.people, viewer })
  const now = useMemo(() => new Date(data.now), [data.now])
  const { locale } = currentReader()
  const shown = sortConnections({ connections: filterConnections({ connections: data.connections, state, nameOf, now }), sort: state.sort, nameOf, ownerOf, locale })
  const { run } = verbs
  const act = useCallback((verb: Verb, connection: ConnectionView): void => {
    if (verb === 'test' || verb === 'refresh' || verb === 'reactivate' || verb === 'makeDefault') void run(verb, connection)
    else if (verb === 'rename') setRenaming(connection.id)
    else if (verb === 'activity') router.push(`/settings/activity?connection=${connection.id}`)
    else setOpened({ verb, connection })
  }, [run, router])
  const onRenamed = useCallback((connection: ConnectionView, name: string | null) => {
    setRenaming(null)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#connection-${CSS.escape(connection.id)} [aria-haspopup]`)?.focus())
    if (name === null) return
    notify({ tone: 'ok', text: text().notices.renamed(name) })
    refresh()
  }, [notify, refresh])
  const onUsage = useCallback((connection: ConnectionView) => setOpened({ verb: 'usage', connection }), [])
  const onReplace = useCallback((connection: ConnectionView) => { if (listVerbs({ viewer, connection }).includes('replace')) setOpened({ verb: 'replace', connection }) }, [viewer])
  const marked = useWantedConnection({ wanted, connections: data.connections, onReplace, onUsed: () => choose({}) })
  const notices = useMemo(() => listNotices({ connections: data.connections, person: viewer, now }), [data.connections, viewer, now])
  const isEmpty = data.connections.length === 0

  if (isEmpty && data.trash.length === 0) {
    return <EmptyState title={text().emptyTitle} text={text().emptyText}><Link href="/marketplace" className={styleButton({ variant: 'primary' })}>{text().emptyVerb}</Link></EmptyState>
  }
  return (
    <>
      <NoticeList cuts={sayCuts({ cuts: data.cuts, nameOf })} notices={notices} nameOf={nameOf} ownerOf={ownerOf} busy={verbs.busy} now={now} onReplace={(connection) => setOpened({ verb: 'replace', connection })} onAgree={(connection) => void run('agree', connection)} onExpiry={(connection) => setOpened({ verb: 'expiry', connection })} />
      <ConnectionFilters
        state={state} onType={type} onChoose={choose} statuses={[...new Set(data.connections.map((one) => one.status))].sort()} hasPrivate={data.connections.some((one) => one.visibility === 'private')}
        providers={[...new Set(data.connections.map((one) => one.provider))].map((key) => ({ key, name: nameOf(key) })).sort((a, b) => a.name.localeCompare(b.name, locale))}
      />
      <p role="status" className={isFiltered(state) ? 'mb-2.5 text-soft' : 'sr-only'}>{text().shown(shown.length)}</p>
      {viewer.role === 'viewer' && <p className="mb-2.5 text-soft">{text().denied.viewer}</p>}
      {shown.length > 0
        ? <ConnectionTable connections={shown} data={data} sort={state.sort} onSort={(sort) => choose({ sort })} ownerOf={ownerOf} viewer={viewer} busy={verbs.busy} marked={marked} renaming={renaming} onVerb={act} onRenamed={onRenamed} onStale={refresh} onUsage={onUsage} />
        : <EmptyState title={isFiltered(state) ? text().noneTitle : text().emptyTitle}>{isFiltered(state) && <Button onPress={() => choose({ ...everything, sort: state.sort })}>{text().clear}</Button>}</EmptyState>}
      <RoutingPolicies data={data} viewer={viewer} />
      <TrashList data={data} viewer={viewer} busy={verbs.busy} now={now} onRestore={(connection) => void run('restore', connection)} />
      {opened && <SettingsDialogs opened={opened} data={data} viewer={viewer} onOpen={setOpened} onClose={() => setOpened(null)} onChanged={refresh} />}
    </>
  )
}
