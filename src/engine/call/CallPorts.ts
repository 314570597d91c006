import type { Readable } from 'node:stream'
import type { CancelSignal } from '../egress/Cancellation.ts'
import type { Egress } from '../egress/Egress.ts'
import type { PatchbayError } from '../errors.ts'
import type { RequestHeaders } from '../inject/RequestHeaders.ts'
import type { BuiltInRecord, CallOutcome, ConnectionRecord, CredentialSource, ResolutionInput } from '../ports.ts'
import type { DataKeys } from '../vault/DataKeys.ts'
import type { CallerMark } from './CallerMark.ts'

/** Through which door a call came: the platform's own code, or a tenant's request. */
export type CallDoor = 'in_process' | 'tenant'

export type CallQuery = { account: string; provider: string | null; connectionId: string | null; user: string | null }

/** Whom an outcome belongs to: a built-in credential's outcome names no connection. */
export type CallContext = { account: string; provider: string; user: string | null; builtInId: string | null; by: CallerMark }

/** What became of the wish for a new access token. */
export type Renewal =
  /** `connection` serves; `isNew`: with another token than before, whoever fetched it. */
  | { outcome: 'ready'; connection: ConnectionRecord; isNew: boolean }
  /** The provider refuses the grant for good: the connection is in `error` now. */
  | { outcome: 'refused'; fault: PatchbayError }
  /** Not to be had right now. */
  | { outcome: 'unavailable'; fault: PatchbayError }

export type CallPorts = {
  /** Without a promise where nothing needs to be waited for. */
  load(query: CallQuery): ResolutionInput | Promise<ResolutionInput>
  dataKeys: DataKeys
  egress: Egress
  /** A new access token, because the old one ends (or ended), or because the provider refused it. Only asked for what can be renewed. */
  renew(connection: ConnectionRecord, reason: 'expiry' | 'refused'): Promise<Renewal>
  /** Runs the row's test once; only a refused test sets `error`. Called at most once a minute for one credential of a connection. */
  onRefused(connection: ConnectionRecord): Promise<'active' | 'error' | 'unknown'>
  /** One outcome for each credential a call used, when its answer has been passed on or given up. Must not throw. */
  record(outcome: CallOutcome, context: CallContext): void
  /** An answer has ended, and what it says it took is still being read: its outcome comes before the function given is called. Must not throw. */
  expectRecord?(): () => void
  /** Connections that this call went past, by id: they refused, were cooling, or busy. Must not throw. */
  passOver?(connections: string[], context: Pick<CallContext, 'account' | 'provider'>): void
  /** Counts a tenant's use of a built-in credential and throws when the day's allowance is spent. */
  reserveBuiltIn?(builtIn: BuiltInRecord, context: CallContext): Promise<void>
  now(): Date
  /** 0 ≤ x < 1. */
  random(): number
}

export type CallRequest = {
  account: string
  /** One of the two; a connection overrides the routing policy. */
  provider: string | null
  connectionId: string | null
  /** Whose private connections count; null = none. */
  user: string | null
  door: CallDoor
  /** Left out: the platform's own code. */
  by?: CallerMark
  /** One of the row's services, null = the base URL. */
  service: string | null
  method: string
  /** Below the base URL, raw as received. */
  path: string
  /** Raw, without its question mark; null = none. */
  query: string | null
  headers: RequestHeaders
  /** A buffer may be sent again; a stream never is once it was touched. */
  body: Buffer | Readable | null
  /** Announced length of a streamed body. */
  bodyBytes?: number
  signal?: CancelSignal
  /** What `load` would give, where it was read for this very call a moment ago. */
  input?: ResolutionInput | null
}

export type CallAnswer = {
  status: number
  /** Filtered: nothing hop-by-hop, no cookies. */
  headers: [name: string, value: string][]
  /** Undecoded. Bytes where all of it is here; of a stream, destroying it ends the upstream request, and it must be read or destroyed. */
  body: Buffer | Readable
  source: CredentialSource
  connectionId: string | null
  /** Requests sent to the provider, all credentials together. */
  attempts: number
  /** Connections that were asked or would have been, before this one: refused, cooling after a 429, or busy. */
  passedOver: string[]
}
