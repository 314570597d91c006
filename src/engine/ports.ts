import type { CompiledProvider } from './catalog/CompiledProvider.ts'
import type { Deactivation } from './connections/Deactivation.ts'
import type { ErrorCode } from './errors.ts'
import type { MeteredFacts } from './usage/MeteredFacts.ts'

/** What the engine needs from outside. Adapters live in src/server/stores; tests bring their own. */

export type Clock = { now(): Date }

export type ConnectionStatus = 'disconnected' | 'pending' | 'active' | 'error' | 'expired' | 'inactive' | 'revoked'
export type RoutingMode = 'auto' | 'built_in' | 'byo'
export type Distribution = 'default' | 'round_robin'
export type CredentialSource = 'byo' | 'built_in'

/** The AAD parts and the sealed value of one row, as stored. */
export type SealedCredential = {
  envelope: string
  aadVersion: number
  vaultId: string
  /** Account id, or `platform` for built-in credentials. */
  owner: string
  providerId: string
  dataKey: WrappedDataKey
  /** Concrete host patterns the owner agreed to. */
  agreedHosts: string[]
}

export type WrappedDataKey = { id: string; owner: string; kekId: string; wrapped: string }

export type ConnectionRecord = {
  id: string
  account: string
  provider: string
  authMethod: string
  displayName: string
  visibility: 'account' | 'private'
  owner: string | null
  status: ConnectionStatus
  statusReason: ErrorCode | null
  blockedBy: 'platform' | null
  deactivation: Deactivation | null
  /** Why the platform cut it off, in its words for the account. */
  blockedReason: string | null
  isDefault: boolean
  sortOrder: number
  version: number
  createdAt: Date
  expiresAt: Date | null
  fields: Record<string, string>
  sealed: SealedCredential | null
  tokens: TokenFacts
}

/** What is known of the sealed tokens without opening them; all null and 0 for a credential without. */
export type TokenFacts = {
  /** When the access token ends; null = not known, or there is none. */
  expiresAt: Date | null
  /** When a new one should be fetched, before it ends or before the grant idles out; null = nothing to do. */
  refreshDueAt: Date | null
  /** Till when the refresh token before this one may still serve. */
  previousUntil: Date | null
  /** Since when the outcome of an exchange is unknown; null = none is. */
  intentAt: Date | null
  /** Failures in a row to fetch a new one. */
  failures: number
}

export type BuiltInRecord = {
  id: string
  provider: string
  authMethod: string
  enabled: boolean
  allow: { method: string; path: string }[]
  dailyCalls: number | null
  fields: Record<string, string>
  sealed: SealedCredential
}

/** Everything one resolution needs, read in one statement. */
export type ResolutionInput = {
  account: { id: string; blocked: boolean; blockedReason: string | null } | null
  provider: { id: string; compiled: CompiledProvider; blocked: boolean; blockedReason: string | null } | null
  policy: { mode: RoutingMode; distribution: Distribution }
  /** Not in trash and visible to the caller, in the order of `isDefault`, `sortOrder`, `createdAt`. */
  connections: ConnectionRecord[]
  builtIn: BuiltInRecord | null
  /** The database's clock, by which tokens end: that of this machine may be wrong. */
  readAt: Date
}

/** What became of one credential's part in a call. */
export type CallOutcome = {
  connectionId: string | null
  source: CredentialSource
  /** Of the answer; null when there was none. */
  status: number | null
  /** The fault it ended with, before or within the answer. */
  code: ErrorCode | null
  /** The answer refuses the credential, as the row says. */
  isRefused: boolean
  /** It refused a token that has been renewed since: the same credential's next outcome is that of the same call. */
  isContinued?: boolean
  /** Requests sent with this credential: none when it was refused here, several when it was tried again. */
  attempts: number
  requestBytes: number
  responseBytes: number
  /** Until the answer began, or the fault; all tries together. */
  latencyMs: number
  /** Until its body had been read or given up. */
  durationMs: number
  /** What the answer says it took; null where the row does not say where to look, or nothing was found there. */
  metered: MeteredFacts | null
}
