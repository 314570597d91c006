import { randomUUID } from 'node:crypto'
import type { PayloadRequest } from 'payload'
import type { CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import { runtime } from './runtime.ts'
import { type OAuthAttempt, saveAttempt } from './stores/oauthAttempts.ts'
import { endOverAttempts } from './stores/endOverAttempts.ts'
import { runOnPool } from './stores/statement.ts'

type Unused = { req: PayloadRequest; attempt: OAuthAttempt; /** The fields and the tokens. */ values: CredentialValues; /** Who it is of, where that came to be known. */ identity: unknown }

/**
 * What a person granted and nobody can use, since the test or the save failed: kept as a question that is over, so that
 * the worker has the provider take it back. Never throws, since why it failed is what is to be said: without the
 * database there is nowhere to keep it.
 */
export async function giveBackGrant({ req, attempt, values, identity }: Unused): Promise<void> {
  const { dataKeys, pool } = runtime()
  const place = { ...attempt.sealed, vaultId: randomUUID() }
  const { id: _, ...rest } = attempt
  const held = { kind: 'account' as const, event: 'credential_unverified' as const, learned: { identity }, tokens: {}, was: null, now: null }
  try {
    await saveAttempt({ req, attempt: { ...rest, connection: null, held, sealed: { ...place, ...sealCredential(dataKeys, { ...place, values }) }, stateHash: null, nonceHash: '', minutes: 0 } })
    await runOnPool({ pool, query: endOverAttempts() })
  } catch {
    // The account is gone with its key, or the database is away.
  }
}
