/** What the platform can cut off. Client-safe: types only. */
export type CutKind = 'account' | 'provider' | 'connection'

/** What stops with a cut, or ends with a revocation: only what holds a credential counts. */
export type Reach = {
  accounts: number
  connections: number
  tokens: number
  calls30d: number
  /** With the platform's own credential: a cut stops them too, a revocation does not. */
  builtInCalls30d: number
}

export type CutOff = {
  isCutOff: boolean
  /** In the platform's words, shown to the account. */
  reason: string | null
  name: string
  /** What is typed to confirm that all its credentials are revoked; null where there is no such verb. */
  confirm: string | null
  reach: Reach
}
