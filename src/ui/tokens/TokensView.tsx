'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { ApiTokenView } from '#src/engine/people/ApiTokenView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { EmptyState } from '../primitives/EmptyState.tsx'
import { Pill } from '../primitives/Pill.tsx'
import { RowCell } from '../primitives/RowCell.tsx'
import { RowTable } from '../primitives/RowTable.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import { useRefresh } from '../shell/useRefresh.ts'

const TokenDialog = dynamic(() => import('./TokenDialog.tsx').then((module) => module.TokenDialog), { ssr: false })
const RevokeTokenDialog = dynamic(() => import('./RevokeTokenDialog.tsx').then((module) => module.RevokeTokenDialog), { ssr: false })

const text = () => messages().tokens

/** An account's API tokens, for those who may make them. */
export function TokensView({ tokens, account }: { tokens: ApiTokenView[]; account: { id: string; name: string } }) {
  const refresh = useRefresh()
  const [opened, setOpened] = useState<'make' | ApiTokenView | null>(null)
  const done = () => {
    setOpened(null)
    refresh()
  }
  const make = <Button variant="primary" onPress={() => setOpened('make')}>{text().make}</Button>
  return (
    <>
      {tokens.length === 0
        ? <EmptyState title={text().emptyTitle} text={text().emptyText}>{make}</EmptyState>
        : <><div className="mb-4">{make}</div><TokenTable tokens={tokens} onRevoke={setOpened} /></>}
      {opened === 'make' && <TokenDialog account={account} onClose={() => setOpened(null)} onMade={refresh} onDone={done} />}
      {opened !== null && opened !== 'make' && <RevokeTokenDialog token={opened} onClose={() => setOpened(null)} onDone={done} />}
    </>
  )
}

function TokenTable({ tokens, onRevoke }: { tokens: ApiTokenView[]; onRevoke: (token: ApiTokenView) => void }) {
  const { columns } = text()
  return (
    <RowTable label={text().title} heads={[columns.name, columns.scopes, columns.used, columns.expires]} actions={columns.actions}>
      {tokens.map((token) => (
        <tr key={token.id} role="row" className="grid grid-cols-2 gap-x-4 gap-y-3 px-4 py-4 table:table-row">
          <th role="rowheader" scope="row" className="col-span-2 text-left font-normal table:py-3 table:pl-4">
            <span className="block font-semibold [overflow-wrap:anywhere]">{token.name}</span>
            <span className="block text-sm text-faint"><code className="font-mono">{token.prefix}</code> · {text().madeBy(token.madeBy ?? text().somebody)}</span>
          </th>
          <RowCell label={columns.scopes}>{token.scopes.map((scope) => text().scopes[scope]?.word ?? scope).join(' · ')}</RowCell>
          <RowCell label={columns.used} isShort>{token.lastUsedAt ? <TimeAgo iso={token.lastUsedAt} /> : text().never}</RowCell>
          <RowCell label={columns.expires} isShort>{token.isExpired ? <Pill tone="bad">{text().expired}</Pill> : token.expiresAt ? <TimeAgo iso={token.expiresAt} /> : text().noExpiry}</RowCell>
          <td role="cell" className="self-end justify-self-end table:pr-3 table:text-right">
            <Button size="s" aria-label={text().revokeOf(token.name)} onPress={() => onRevoke(token)}>{text().revoke}</Button>
          </td>
        </tr>
      ))}
    </RowTable>
  )
}
