import type { Revocation } from '#src/engine/connections/Revocation.ts'
import { messages } from '#src/messages/messages.ts'
import type { RemoveKind } from './RemoveDialog.tsx'

type Removal = { kind: RemoveKind; name: string; /** Null where there was no key. */ revocation: Revocation | null }

/** What was destroyed and what became of it at the provider; `isLeft` = it may be there still, for a person to remove. */
export function describeRemoval({ kind, name, revocation }: Removal): { title: string; provider: string | null; isLeft: boolean } {
  const text = messages().settings.removed
  if (revocation === null) return { title: text.deletedOnly(name), provider: null, isLeft: false }
  return { title: kind === 'remove' ? text.deleted(name) : text.revoked(name), provider: text.provider[revocation.provider] ?? null, isLeft: revocation.provider !== 'revoked' }
}
