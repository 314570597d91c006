import { createHash } from 'node:crypto'
import { attemptMinutes } from './stores/oauthAttempts.ts'

/** The one address that is told the nonce. */
const path = '/api/oauth/callback'

/** One cookie an attempt, so that two on the way at once do not undo each other. */
const nameOf = (state: string): string => `pb-oauth-${createHash('sha256').update(`cookie ${state}`).digest('hex').slice(0, 16)}`

type Cookie = { state: string; publicUrl: string }

/** Lax, since the way back is a step from another site to ours. */
const write = ({ state, publicUrl, value, maxAge }: Cookie & { value: string; maxAge: number }): string =>
  `${nameOf(state)}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${publicUrl.startsWith('https:') ? '; Secure' : ''}`

/** Set-Cookie that lets this browser, and no other, come back with that state. */
export const setNonce = ({ state, nonce, publicUrl }: Cookie & { nonce: string }): string => write({ state, publicUrl, value: nonce, maxAge: attemptMinutes * 60 })

export const clearNonce = (cookie: Cookie): string => write({ ...cookie, value: '', maxAge: 0 })

/** The nonce of that state in a Cookie header; empty when this browser did not begin it. */
export function readNonce({ state, header }: { state: string; header: string | null }): string {
  const prefix = `${nameOf(state)}=`
  const pair = (header ?? '').split(';').map((one) => one.trim()).find((one) => one.startsWith(prefix))
  return pair?.slice(prefix.length) ?? ''
}
