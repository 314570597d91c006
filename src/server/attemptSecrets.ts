import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { AttemptSettings } from './stores/oauthAttempts.ts'

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What one attempt is told apart by: 256 random bits in the address, as many in a cookie. Only hashes are stored. */
export function makeAttemptSecrets(display: AttemptSettings['display']): { state: string; nonce: string } {
  // The first letter says where an answer belongs that no attempt is found for; nothing is trusted on its word.
  return { state: `${display === 'popup' ? 'p' : 'w'}${randomBytes(32).toString('base64url')}`, nonce: randomBytes(32).toString('base64url') }
}

export const hashAttempt = ({ state, nonce }: { state: string; nonce: string }): { stateHash: string; nonceHash: string } => ({ stateHash: hashOf(state), nonceHash: hashOf(nonce) })

export const displayOf = (state: string | null): AttemptSettings['display'] => (state?.startsWith('p') ? 'popup' : 'page')

/**
 * The PKCE verifier (RFC 7636) of a state. Worked out again when the state comes back, so that it is stored nowhere;
 * whoever sees the state in an address cannot, without the server's secret.
 */
export const verifierOf = ({ state, secret }: { state: string; secret: string }): string => createHmac('sha256', secret).update(`oauth verifier ${state}`).digest('base64url')

export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')
