'use client'
import type { Revocation } from '#src/engine/connections/Revocation.ts'
import { messages } from '#src/messages/messages.ts'
import { ExternalLink } from '../primitives/ExternalLink.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'

/** Two facts about a credential that is gone: destroyed here, and what the provider was told; and where a person finishes it. */
export function RevocationFacts({ revocation, manageUrl }: { revocation: Revocation; manageUrl: string | null }) {
  const { connections: { revocation: text }, settings: { removed } } = messages()
  const { destroyedAt, provider, endedAt } = revocation
  const isLeft = provider === 'unsupported' || provider === 'failed'
  return (
    <span className="block text-sm text-faint">
      <span className="block">{text.here} <TimeAgo iso={destroyedAt} /></span>
      <span className="block">{text.provider[provider]}{provider === 'revoked' && endedAt !== null && <> <TimeAgo iso={endedAt} /></>}</span>
      {isLeft && manageUrl !== null && <span className="block"><ExternalLink href={manageUrl}>{removed.atProvider}</ExternalLink></span>}
    </span>
  )
}
