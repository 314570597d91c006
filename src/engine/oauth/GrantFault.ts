import { type ErrorCode, isPatchbayError, PatchbayError } from '../errors.ts'

/**
 * - `permanent`: the grant or the credential is refused; only a person can help.
 * - `transient`: nothing is known against it; try again later.
 * - `rate_limited`: as transient, with a time to wait.
 * - `configuration`: the row, the platform's client or a consent is at fault, not the connection.
 */
export type GrantFaultKind = 'permanent' | 'transient' | 'rate_limited' | 'configuration'

export type GrantFaultDetails = {
  kind: GrantFaultKind
  message: string
  hint?: string
  /** The service's own words, redacted. */
  note?: string
  retryAfterSeconds?: number
  /** Something left this machine, so a refresh token may have been used up. */
  wasSent: boolean
  /** The service's no was read and understood: it did not issue anything. */
  wasRefused?: boolean
  field?: string
  cause?: unknown
}

/** Why no token was given. No text of it holds a credential. */
export class GrantFault extends PatchbayError {
  readonly kind: GrantFaultKind
  readonly wasSent: boolean
  readonly wasRefused: boolean

  constructor(code: ErrorCode, { kind, wasSent, wasRefused = false, ...details }: GrantFaultDetails) {
    super(code, details)
    this.kind = kind
    this.wasSent = wasSent
    this.wasRefused = wasRefused
  }
}

/** By shape, like isPatchbayError: `instanceof` fails across module copies. */
export const isGrantFault = (value: unknown): value is GrantFault => isPatchbayError(value) && typeof (value as { kind?: unknown }).kind === 'string'
