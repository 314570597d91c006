'use client'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { Button } from '../primitives/Button.tsx'
import { EmptyState } from '../primitives/EmptyState.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { AttentionBanner } from './AttentionBanner.tsx'
import { ConnectionFilters } from './ConnectionFilters.tsx'
import type { ConnectionsData } from './ConnectionsData.ts'
import { ConnectionTable } from './ConnectionTable.tsx'
import { ConsentBanner } from './ConsentBanner.tsx'
import { listAttention } from './listAttention.ts'
import { listVerbs, type Verb } from './listVerbs.ts'
import { RoutingPolicies } from './RoutingPolicies.tsx'
import { filterConnections, isFiltered } from './SettingsState.ts'
import { TrashList } from './TrashList.tsx'
import { useConnectionVerbs } from './useConnectionVerbs.ts'
import { useSettingsState } from './useSettingsState.ts'
import type { Viewer } from './Viewer.ts'

const ConnectDialog = dynamic(() => import('../connect/ConnectDialog.tsx').then((module) => module.ConnectDialog), { ssr: false })
const RenameDialog = dynamic(() => import('./RenameDialog.tsx').then((module) => module.RenameDialog), { ssr: false })
const RemoveDialog = dynamic(() => import('./RemoveDialog.tsx').then((module) => module.RemoveDialog), { ssr: false })

const text = () => messages().settings
type Opened = { verb: 'replace' | 'rename' | 'revoke' | 'remove'; connection: ConnectionView }

export function ConnectionsView({ viewer, data }: { viewer: Viewer; data: ConnectionsData }) {
  const router = useRouter()
  const notify = useNotify()
  const verbs = useConnectionVerbs()
  const { state, type, choose, wanted } = useSettingsState()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [marked, setMarked] = useState<string | null>(null)
  const nameOf = (key: string): string => data.providers[key]?.name ?? key
  const now = new Date()
  const shown = filterConnections({ connections: data.connections, state, nameOf, now })
  const act = (verb: Verb, connection: ConnectionView): void => {
    if (verb === 'test' || verb === 'deactivate' || verb === 'reactivate' || verb === 'makeDefault') void verbs[verb](connection)
    else setOpened({ verb, connection })
  }
  const wantedId = wanted.replace ?? wanted.show
  const handled = useRef<string | null>(null)
  useEffect(() => {
    // Once for each time the address names a connection: closing the dialog must not open it again.
    const target = wantedId === handled.current ? undefined : data.connections.find((one) => one.id === wantedId)
    if (target || wantedId === null) handled.current = wantedId
    if (!target) return
    setMarked(target.id)
    document.getElementById(`connection-${target.id}`)?.scrollIntoView({ block: 'center' })
    if (wanted.replace && listVerbs({ viewer, connection: target }).includes('replace')) setOpened({ verb: 'replace', connection: target })
    choose({})
  }, [wantedId, wanted.replace, data.connections, viewer, choose])

  if (data.connections.length === 0 && data.trash.length === 0) {
    return <EmptyState title={text().emptyTitle} text={text().emptyText}><Link href="/marketplace" className={styleButton({ variant: 'primary' })}>{text().emptyVerb}</Link></EmptyState>
  }
  const close = () => setOpened(null)
  const provider = opened && data.providers[opened.connection.provider]
  return (
    <>
      <AttentionBanner items={listAttention({ connections: data.connections, now })} viewer={viewer} nameOf={nameOf} now={now} onReplace={(connection) => act('replace', connection)} onShowAll={() => choose({ query: '', status: 'error', provider: null, isIdle: false })} />
      <ConsentBanner connections={data.connections} viewer={viewer} nameOf={nameOf} busy={verbs.busy} onAgree={(connection) => void verbs.agree(connection)} />
      <ConnectionFilters
        state={state} onType={type} onChoose={choose} statuses={[...new Set(data.connections.map((one) => one.status))].sort()}
        providers={[...new Set(data.connections.map((one) => one.provider))].map((key) => ({ key, name: nameOf(key) })).sort((a, b) => a.name.localeCompare(b.name, currentReader().locale))}
      />
      <p role="status" className={isFiltered(state) ? 'mb-2.5 text-soft' : 'sr-only'}>{text().shown(shown.length)}</p>
      {viewer.role === 'viewer' && <p className="mb-2.5 text-soft">{text().denied.viewer}</p>}
      {shown.length > 0
        ? <ConnectionTable connections={shown} data={data} viewer={viewer} busy={verbs.busy} marked={marked} onVerb={act} />
        : <EmptyState title={isFiltered(state) ? text().noneTitle : text().emptyTitle}>{isFiltered(state) && <Button onPress={() => choose({ query: '', status: null, provider: null, isIdle: false })}>{text().clear}</Button>}</EmptyState>}
      <RoutingPolicies data={data} viewer={viewer} />
      <TrashList data={data} viewer={viewer} busy={verbs.busy} now={now} onRestore={(connection) => void verbs.restore(connection)} />
      {opened?.verb === 'replace' && provider && <ConnectDialog provider={provider} account={viewer.account} connection={data.connections.find((one) => one.id === opened.connection.id) ?? opened.connection} onClose={close} onSaved={() => router.refresh()} />}
      {opened?.verb === 'rename' && <RenameDialog connection={opened.connection} onClose={close} onRenamed={(name) => { close(); notify({ tone: 'ok', text: text().notices.renamed(name) }); router.refresh() }} />}
      {(opened?.verb === 'remove' || opened?.verb === 'revoke') && (
        <RemoveDialog
          kind={opened.verb} connection={opened.connection} canDeactivate={listVerbs({ viewer, connection: opened.connection }).includes('deactivate')} onClose={close}
          onRemoved={() => router.refresh()} onDeactivate={() => { close(); act('deactivate', opened.connection) }}
        />
      )}
    </>
  )
}
