'use client'
import type { ReactNode } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { Logo } from '../primitives/Logo.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import { ConnectionMenu } from './ConnectionMenu.tsx'
import { describeReason } from './describeReason.ts'
import type { Verb } from './listVerbs.ts'
import { StatusPill } from './StatusPill.tsx'
import type { Viewer } from './Viewer.ts'

type Props = {
  connection: ConnectionView
  provider: ProviderDetail | undefined
  ownerName: string
  viewer: Viewer
  /** The account has further connections of this provider, so that one is used first. */
  hasSiblings: boolean
  isBusy: boolean
  isMarked: boolean
  onVerb: (verb: Verb) => void
}

const text = () => messages().settings

/** A table row on wide screens, a card on narrow ones. The roles are spelled out because `display` would drop them. */
export function ConnectionRow({ connection, provider, ownerName, viewer, hasSiblings, isBusy, isMarked, onVerb }: Props) {
  const reason = describeReason(connection)
  const providerName = provider?.name ?? connection.provider
  return (
    <tr role="row" id={`connection-${connection.id}`} className={`grid grid-cols-2 gap-x-4 gap-y-3 px-4 py-4 table:table-row ${isMarked ? 'mark' : ''}`}>
      <th role="rowheader" scope="row" className="col-span-2 text-left font-normal table:py-3 table:pl-4">
        <span className="flex items-center gap-3">
          {provider && <Logo logo={provider.logo} size="s" />}
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-x-2 font-semibold break-words [word-break:break-word]">
              {connection.displayName}
              {connection.isDefault && hasSiblings && <Tag>{text().default}</Tag>}
              {connection.visibility === 'private' && <Tag>{text().private}</Tag>}
            </span>
            <span className="block text-sm text-faint">{providerName} · {ownerName}</span>
          </span>
        </span>
      </th>
      <Cell label={text().columns.credential}><CredentialMask connection={connection} /></Cell>
      <Cell label={text().columns.status}>
        <StatusPill status={connection.status} isBlocked={connection.blockedBy === 'platform'} isTesting={isBusy} />
        {reason && <span className="mt-1 block max-w-[26ch] text-sm whitespace-normal text-faint">{reason}</span>}
      </Cell>
      <Cell label={text().columns.lastUsed}>
        <span className="block">{connection.lastUsedAt ? <TimeAgo iso={connection.lastUsedAt} /> : text().never}</span>
        <span className="block text-sm text-faint">{connection.lastTestedAt ? <>{text().tested} <TimeAgo iso={connection.lastTestedAt} /></> : text().notTested}</span>
      </Cell>
      <Cell label={text().columns.expires}><Expiry connection={connection} /></Cell>
      <td role="cell" className="col-span-2 table:pr-3 table:text-right">
        <ConnectionMenu connection={connection} viewer={viewer} ownerName={ownerName} isBusy={isBusy} onVerb={onVerb} />
      </td>
    </tr>
  )
}

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td role="cell" className="min-w-0 align-middle table:px-3 table:py-3 table:whitespace-nowrap">
      <span aria-hidden="true" className="mb-0.5 block text-xs text-faint table:hidden">{label}</span>
      {children}
    </td>
  )
}

const Tag = ({ children }: { children: string }) => <span className="rounded-[5px] border border-line-strong px-1.5 text-2xs/4.5 font-[550] text-soft">{children}</span>

function CredentialMask({ connection }: { connection: ConnectionView }) {
  const masks = Object.entries(connection.maskedCredential)
  const who = connection.identity?.label
  if (masks.length === 0) return <span className="text-faint">{text().noCredential}</span>
  return (
    <span className="block">
      {masks.map(([name, mask]) => <code key={name} className="mr-1 inline-block max-w-full truncate rounded-[5px] bg-well px-1.5 py-px align-middle font-mono text-sm">{mask}</code>)}
      {who && <span className="mt-0.5 block truncate text-sm text-faint table:max-w-[20ch]">{text().as} {who}</span>}
    </span>
  )
}

function Expiry({ connection }: { connection: ConnectionView }) {
  if (connection.expiresAt) return <TimeAgo iso={connection.expiresAt} />
  if (connection.rotateBy) return <span>{text().rotateBy} <TimeAgo iso={connection.rotateBy} /></span>
  return <span className="text-faint">{text().noExpiry}</span>
}
