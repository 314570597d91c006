'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { OwnToken } from '#src/engine/people/OwnToken.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'

const RevokeOwnTokensDialog = dynamic(() => import('./RevokeOwnTokensDialog.tsx').then((module) => module.RevokeOwnTokensDialog), { ssr: false })
const text = () => messages().account.you.tokens

/** The API tokens somebody made, with a way to end them all at once. */
export function OwnTokens({ tokens, onRevoked }: { tokens: OwnToken[]; onRevoked: () => void }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <ul aria-label={text().title} className="mb-4 divide-y divide-line rounded-[10px] border border-line">
        {tokens.map(({ id, name, prefix, account, lastUsedAt }) => (
          <li key={id} className="px-3.5 py-2.5">
            <span className="block font-[550] [overflow-wrap:anywhere]">{name}</span>
            <span className="block text-sm [overflow-wrap:anywhere] text-faint"><code className="font-mono">{prefix}</code> · {account ?? text().platform} · {lastUsedAt ? <>{messages().card.lastUsed} <TimeAgo iso={lastUsedAt} /></> : messages().card.neverUsed}</span>
          </li>
        ))}
      </ul>
      <Button variant="danger" onPress={() => setIsOpen(true)}>{text().revoke}</Button>
      {isOpen && <RevokeOwnTokensDialog count={tokens.length} onClose={() => setIsOpen(false)} onDone={onRevoked} />}
    </>
  )
}
