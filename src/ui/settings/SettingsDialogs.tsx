'use client'
import dynamic from 'next/dynamic'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { useNotify } from '../primitives/Notices.tsx'
import type { ConnectionsData } from './ConnectionsData.ts'
import { listVerbs } from './listVerbs.ts'
import type { Viewer } from './Viewer.ts'

const ConnectDialog = dynamic(() => import('../connect/ConnectDialog.tsx').then((module) => module.ConnectDialog), { ssr: false })
const DeactivateDialog = dynamic(() => import('./DeactivateDialog.tsx').then((module) => module.DeactivateDialog), { ssr: false })
const ExpiryDialog = dynamic(() => import('./ExpiryDialog.tsx').then((module) => module.ExpiryDialog), { ssr: false })
const UsageDialog = dynamic(() => import('./UsageDialog.tsx').then((module) => module.UsageDialog), { ssr: false })
const RemoveDialog = dynamic(() => import('./RemoveDialog.tsx').then((module) => module.RemoveDialog), { ssr: false })

export type Opened = { verb: 'replace' | 'deactivate' | 'expiry' | 'revoke' | 'remove' | 'usage'; connection: ConnectionView }
type Props = { opened: Opened; data: ConnectionsData; viewer: Viewer; onOpen: (opened: Opened) => void; onClose: () => void; onChanged: () => void }

/** The verbs that ask something first. Each is loaded when it is opened, with the connection as it stands now. */
export function SettingsDialogs({ opened: { verb, connection: first }, data, viewer, onOpen, onClose, onChanged }: Props) {
  const notify = useNotify()
  const { settings, connections } = messages()
  const connection = data.connections.find((one) => one.id === first.id) ?? first
  const provider = data.providers[connection.provider]
  const finish = (text: string) => {
    onClose()
    notify({ tone: 'ok', text })
    onChanged()
  }
  if (verb === 'replace') return provider && <ConnectDialog provider={provider} account={viewer.account} connection={connection} onClose={onClose} onSaved={onChanged} />
  if (verb === 'usage') return <UsageDialog connection={connection} onClose={onClose} />
  if (verb === 'deactivate') return <DeactivateDialog connection={connection} onClose={onClose} onDone={() => finish(settings.notices.deactivated(connection.displayName))} />
  if (verb === 'expiry') {
    const giveUp = () => {
      onClose()
      notify({ tone: 'bad', text: connections.stale })
      onChanged()
    }
    return <ExpiryDialog connection={connection} onClose={onClose} onSaved={() => finish(connections.expiry.saved(connection.displayName))} onStale={giveUp} />
  }
  return (
    <RemoveDialog
      kind={verb} connection={first} canDeactivate={listVerbs({ viewer, connection: first }).includes('deactivate')} onClose={onClose} onRemoved={onChanged}
      onDeactivate={() => onOpen({ verb: 'deactivate', connection: first })}
    />
  )
}
