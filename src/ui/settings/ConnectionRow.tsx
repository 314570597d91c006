'use client'
import { memo, type ReactNode } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { UsageDays } from '#src/engine/usage/UsageDays.ts'
import { messages } from '#src/messages/messages.ts'
import { Logo } from '../primitives/Logo.tsx'
import { ConnectionMenu } from './ConnectionMenu.tsx'
import type { ConnectionsData } from './ConnectionsData.ts'
import { describeReason } from './describeReason.ts'
import { Ends } from './Ends.tsx'
import { LastUse } from './LastUse.tsx'
import type { Verb } from './listVerbs.ts'
import { RenameField } from './RenameField.tsx'
import { RevocationFacts } from './RevocationFacts.tsx'
import { StatusPill } from './StatusPill.tsx'
import { TestFacts } from './TestFacts.tsx'
import { UsageLine } from './UsageLine.tsx'
import type { Viewer } from './Viewer.ts'

export type RowProps = {
  connection: ConnectionView
  provider: ProviderDetail | undefined
  ownerName: string
  lastUser: ConnectionsData['lastUsers'][string] | undefined
  usage: UsageDays | undefined
  viewer: Viewer
  /** The account has further connections of this provider, so that one is used first. */
  hasSiblings: boolean
  isBusy: boolean
  isMarked: boolean
  isRenaming: boolean
  onVerb: (verb: Verb, connection: ConnectionView) => void
  onRenamed: (connection: ConnectionView, name: string | null) => void
  onStale: () => void
  onUsage: (connection: ConnectionView) => void
}

/**
 * A table row on wide screens, a card on narrow ones. The roles are spelled out because `display` would drop them.
 * Remembered, so that one row's change does not draw hundreds anew.
 */
export const ConnectionRow = memo(function ConnectionRow({ connection, provider, ownerName, lastUser, usage, viewer, hasSiblings, isBusy, isMarked, isRenaming, onVerb, onRenamed, onStale, onUsage }: RowProps) {
  const { settings } = messages()
  const reason = describeReason({ connection, now: new Date() })
  const method = provider?.authMethods.find((one) => one.key === connection.authMethod)
  return (
    <tr role="row" id={`connection-${connection.id}`} className={`grid grid-cols-2 gap-x-4 gap-y-3 px-4 py-4 table:table-row ${isMarked ? 'mark' : ''}`}>
      <th role="rowheader" scope="row" className="col-span-2 text-left font-normal table:py-3 table:pl-4">
        <span className="flex items-center gap-3">
          {provider && <Logo logo={provider.logo} size="s" />}
          <span className="min-w-0 flex-1">
            {isRenaming
              ? <RenameField connection={connection} onDone={(name) => onRenamed(connection, name)} onStale={onStale} />
              : (
                <span className="flex flex-wrap items-center gap-x-2 font-semibold break-words [word-break:break-word]">
                  <bdi>{connection.displayName}</bdi>
                  {connection.isDefault && hasSiblings && <Tag>{settings.default}</Tag>}
                  {connection.visibility === 'private' && <Tag>{settings.private}</Tag>}
                </span>
                )}
            <span className="block text-sm text-faint">{provider?.name ?? connection.provider} · <bdi>{ownerName}</bdi></span>
          </span>
        </span>
      </th>
      <Cell label={settings.columns.credential}><CredentialMask connection={connection} /></Cell>
      <Cell label={settings.columns.status}>
        <StatusPill status={connection.status} isBlocked={connection.blockedBy === 'platform'} isTesting={isBusy} />
        {reason && <span className="mt-1 block max-w-[30ch] text-sm whitespace-normal text-soft [word-break:break-word]" suppressHydrationWarning>{reason}</span>}
        <span className="mt-0.5 block max-w-[30ch] whitespace-normal">{connection.revocation === null ? <TestFacts connection={connection} /> : <RevocationFacts revocation={connection.revocation} manageUrl={provider?.manageUrl ?? null} />}</span>
      </Cell>
      <Cell label={settings.columns.lastUsed}><LastUse connection={connection} user={lastUser} />{usage && <UsageLine usage={usage} name={connection.displayName} onOpen={() => onUsage(connection)} />}</Cell>
      <Cell label={settings.columns.expires}><Ends connection={connection} /></Cell>
      <td role="cell" className="col-span-2 table:pr-3 table:text-right">
        <ConnectionMenu connection={connection} viewer={viewer} ownerName={ownerName} canTest={method?.hasTest ?? true} canRenew={method?.isRenewable ?? false} isBusy={isBusy} onVerb={(verb) => onVerb(verb, connection)} />
      </td>
    </tr>
  )
})

/** Where rows are cards, the heads are gone and each cell says by itself what it holds. */
function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td role="cell" className="min-w-0 align-middle table:px-3 table:py-3 table:whitespace-nowrap">
      <span className="mb-0.5 block text-xs text-faint table:hidden">{label}</span>
      {children}
    </td>
  )
}

const Tag = ({ children }: { children: string }) => <span className="rounded-[5px] border border-line-strong px-1.5 text-2xs/4.5 font-[550] text-soft">{children}</span>

function CredentialMask({ connection }: { connection: ConnectionView }) {
  const masks = Object.entries(connection.maskedCredential)
  const who = connection.identity?.label
  const isSignedIn = connection.mode === 'oauth-user' && connection.status !== 'disconnected' && connection.status !== 'revoked'
  if (masks.length === 0 && !isSignedIn) return <span className="text-faint">{messages().settings.noCredential}</span>
  return (
    <span className="block">
      {masks.length === 0 && messages().settings.signedIn}
      {masks.map(([name, mask]) => <code key={name} className="mr-1 inline-block max-w-full truncate rounded-[5px] bg-well px-1.5 py-px align-middle font-mono text-sm">{mask}</code>)}
      {who && <span className="mt-0.5 block truncate text-sm text-faint table:max-w-[20ch]">{messages().settings.as} <bdi>{who}</bdi></span>}
    </span>
  )
}
