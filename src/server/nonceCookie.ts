import { createHash } from 'node:crypto'
import { attemptMinutes } from './stores/oauthAttempts.ts'

type Place = { state: string; publicUrl: string }

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:')

/**
 * One cookie an attempt, so that two on the way at once do not undo each other. `__Host-` keeps a neighbour on the same
 * domain from setting one here (RFC 6265bis section 4.1.3.2): with the nonce of its own attempt it would have whoever
 * comes by agree for it. That form takes no other path than the root.
 */
const nameOf = ({ state, publicUrl }: Place): string => `${isSecure(publicUrl) ? '__Host-' : ''}pb-oauth-${createHash('sha256').update(`cookie ${state}`).digest('hex').slice(0, 16)}`

/** Lax, since the way back is a step from another site to ours. */
const write = ({ state, publicUrl, value, maxAge }: Place & { value: string; maxAge: number }): string =>
  `${nameOf({ state, publicUrl })}=${value}; Path=${isSecure(publicUrl) ? '/' : '/api/oauth/callback'}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isSecure(publicUrl) ? '; Secure' : ''}`

/** Set-Cookie that lets this browser, and no other, come back with that state. */
export const setNonce = ({ state, nonce, publicUrl }: Place & { nonce: string }): string => write({ state, publicUrl, value: nonce, maxAge: attemptMinutes * 60 })

export const clearNonce = (place: Place): string => write({ ...place, value: '', maxAge: 0 })

/** The nonce of that state in a Cookie header; empty when this browser did not begin it. */
export function readNonce({ state, publicUrl, header }: Place & { header: string | null }): string {
  const prefix = `${nameOf({ state, publicUrl })}=`
  const pair = (header ?? '').split(';').map((one) => one.trim()).find((one) => one.startsWith(prefix))
  return pair?.slice(prefix.length) ?? ''
}
