import type { PayloadRequest } from 'payload'
import type { Installation } from '#src/engine/oauth/listInstallations.ts'
import { nameOf } from './holdGrant.ts'
import { type OAuthAttempt, saveAttempt } from './stores/oauthAttempts.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'

type Holding = { req: PayloadRequest; attempt: OAuthAttempt; found: StoredConnection | null; installations: Installation[] }

/**
 * Keeps the attempt until its person has said which installation is meant. The person's own token, which told which are
 * theirs, is not kept: the list is its proof. Gives the id to answer to.
 */
export function holdChoice({ req, attempt, found, installations }: Holding): Promise<string> {
  const { id: _, ...rest } = attempt
  const held = { kind: 'installation' as const, installations, was: nameOf(found?.row.identity ?? null) }
  // Nothing comes back with a state or a cookie any more; the answer comes from a session.
  return saveAttempt({ req, attempt: { ...rest, held, stateHash: null, nonceHash: '' } })
}
