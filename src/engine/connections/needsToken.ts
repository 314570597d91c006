import type { TokenFacts } from '../ports.ts'

/**
 * Whether a new access token should be fetched before this one is used: `soon` while the old one still serves, `now`
 * when it has ended. `now` is the database's clock, which set the dates. Null for a credential that needs none.
 */
export function needsToken({ tokens: { expiresAt, refreshDueAt }, now }: { tokens: TokenFacts; now: Date }): 'soon' | 'now' | null {
  // Nothing can renew it: its end is the connection's own (expiresAt of the record), which routing judges.
  if (refreshDueAt === null) return null
  if (expiresAt !== null && expiresAt <= now) return 'now'
  return refreshDueAt <= now ? 'soon' : null
}
