import type { ErrorCode } from '../errors.ts'
import type { FirstSteps } from './FirstSteps.ts'

/** What platform admins see at a glance. Metadata only: no credential, mask, connection name or person. Client-safe: types only. */
export type Overview = {
  /** Gone when done, or hidden by who reads this. */
  steps: FirstSteps | null
  system: SystemState
  health: Health
  /** Of the last 30 days, most first; null when there are too many to add up in passing. */
  calls: ProviderCalls[] | null
  catalog: CatalogState
  requests: RequestGroup[]
}

export type SystemState = {
  version: string
  database: { isWell: boolean; version: string; bytes: number }
  vault: { isWell: boolean; currentKey: string; keys: { id: string; isCurrent: boolean; dataKeys: number }[] }
  /** Processes that do what happens without anybody asking. `missing`: one went without a word and none took its place. */
  workers: { alive: number; isMissing: boolean }
  mail: 'sent' | 'printed' | 'off'
  publicUrl: string
  isDemo: boolean
}

export type ProviderHealth = {
  id: string
  key: string
  name: string
  accounts: number
  active: number
  pending: number
  failing: number
  disconnected: number
  inactive: number
  revoked: number
  cutOff: number
  awaitingConsent: number
  isCutOff: boolean
}

/** How often a provider was called over all accounts. `id` null: it is not in the catalog any more. */
export type ProviderCalls = {
  id: string | null
  key: string
  name: string
  /** With the accounts' own credentials, and with the platform's. */
  own: number
  builtIn: number
  /** Of these, without success. */
  failed: number
  /** Times a credential was given to the platform's own code. */
  handedOut: number
  tokensIn: number
  tokensOut: number
  /** In US dollars, where answers say it. */
  cost: number
}

export type Failure = { connection: string; account: { id: string; name: string }; provider: string; reason: ErrorCode | null; status: 'error' | 'expired'; at: string }

/** An account, a provider or a connection that the platform has cut off; a connection is called by its account and provider. */
export type StandingCut = { kind: 'account' | 'provider' | 'connection'; id: string; name: string; reason: string | null }

export type Health = {
  accounts: number
  connections: number
  /** Accounts that nobody owns: no one can manage them. */
  ownerless: { id: string; name: string }[]
  providers: ProviderHealth[]
  failures: Failure[]
  cuts: StandingCut[]
}

export type RatedRow = { id: string; key: string; name: string; score: number; lacks: string[] }

export type CatalogState = { rows: number; live: number; complete: number; worst: RatedRow[] }

/** The same wish of several accounts. */
export type RequestGroup = { name: string; website: string | null; accounts: number; ids: string[]; why: string[]; latestAt: string }
