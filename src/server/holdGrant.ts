import { randomUUID } from 'node:crypto'
import type { PayloadRequest } from 'payload'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import type { FetchedTokens } from './fetchTokens.ts'
import type { Proof } from './proveCredential.ts'
import { runtime } from './runtime.ts'
import { ensureDataKey } from './stores/ensureDataKey.ts'
import { type OAuthAttempt, saveAttempt } from './stores/oauthAttempts.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'

type Identity = { label: string | null; id: string | null }

/** Whether the account that answered is another than the connection was made with, as far as both say who they are. */
export function isSomebodyElse({ found, learned }: { found: StoredConnection; learned: Proof['learned'] }): boolean {
  const [was, now] = [found.row.identity, learned.identity as Identity | null | undefined]
  if (was == null || now == null) return false
  if (was.id !== null && now.id !== null) return was.id !== now.id
  return was.label !== null && now.label !== null && was.label !== now.label
}

/** Who a connection is with, as far as that is known. */
export const nameOf = (identity: unknown): string | null => (identity as Identity | null)?.label ?? (identity as Identity | null)?.id ?? null

/** Seals what came back with the attempt, until its person has said whether they meant that account. Gives the id to answer to. */
export async function holdGrant({ req, attempt, found, proof }: { req: PayloadRequest; attempt: OAuthAttempt; found: StoredConnection; proof: Proof }): Promise<string> {
  const { tokens, ...learned } = proof.learned
  const { values: secrets, ...facts } = tokens as FetchedTokens['sealable']
  const { dataKeys } = runtime()
  const dataKey = await ensureDataKey({ req, owner: attempt.account, dataKeys })
  const place = { vaultId: randomUUID(), agreedHosts: proof.terms, dataKey }
  const sealed = { ...place, ...sealCredential(dataKeys, { values: { ...proof.values, ...secrets }, owner: attempt.account, providerId: attempt.sealed.providerId, ...place }) }
  const held = { kind: 'account' as const, event: proof.event, learned, tokens: facts, was: nameOf(found.row.identity), now: nameOf(learned.identity) }
  const { id: _, ...rest } = attempt
  // Nothing comes back with a state or a cookie any more; the answer comes from a session.
  return saveAttempt({ req, attempt: { ...rest, held, sealed, stateHash: null, nonceHash: '' } })
}
