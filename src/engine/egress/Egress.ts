import type { Readable } from 'node:stream'
import type { CancelSignal } from './Cancellation.ts'

/** The only way out of Patchbay: every byte sent to a provider passes through `send`. */
export type Egress = {
  /**
   * Sends one request and answers as soon as the provider's status and headers are here; the body streams.
   * Redirects are not followed and bodies are not decoded. Rejects with an `EgressFault` (codes: provider_unreachable,
   * provider_timeout, provider_error, host_not_allowed, invalid_request, method_not_allowed, response_too_large,
   * internal; when the request body fails with a PatchbayError, its code), or with `signal.reason`.
   */
  send(request: OutboundRequest): Promise<OutboundResponse>
  /** Takes no further requests, lets those in flight finish, then closes the connections. */
  close(): Promise<void>
}

export type OutboundRequest = {
  method: string
  /** Made by joinUrl, its host already matched against what the owner agreed to. */
  url: URL
  /** As they go out (after filterRequestHeaders and injection); Host and framing headers are made here and refused in this list. */
  headers: Record<string, string | string[]>
  /** A stream is left unread when nothing was sent, and destroyed when the exchange breaks off midway. */
  body: Uint8Array | Readable | null
  /** Length of a streamed body in bytes when it is known: sent as Content-Length instead of chunks, and enforced. */
  bodyBytes?: number
  /** Ends the upstream request; `send` (or the body stream) then fails with the signal's reason. */
  signal?: CancelSignal
  /** From the request written to the answer's headers read; connecting has its own limit. */
  headersTimeoutMs: number
  /** Longest silence inside the answer's body; default 60 000. Time in which the reader holds it back does not count. */
  idleTimeoutMs?: number
}

export type OutboundResponse = {
  status: number
  /** Names in lower case, in the order received, repeated where they were repeated. */
  headers: [name: string, value: string][]
  /** Undecoded. Ends with an EgressFault when the provider breaks off; destroying it ends the upstream request. */
  readonly body: Readable
  /** The body, where all of it came with the headers and is short: then nothing is left to be read or given up. */
  readonly whole?: Buffer | null
  remoteAddress: string | null
  /** Body bytes sent so far. */
  requestBytes?: number
}

/** Name → all its addresses; rejects like node:dns when there are none. */
export type ResolveName = (hostname: string) => Promise<string[]>

export type EgressLimits = {
  /** Name resolution, TCP and TLS together. */
  connectTimeoutMs: number
  maxHeaderBytes: number
  /** Largest announced length of an answer. */
  maxResponseBytes: number
  /** How long an unused connection is kept when the provider does not say. */
  keepAliveMs: number
}
