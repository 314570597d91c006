import { type ErrorCode, isPatchbayError, PatchbayError } from '../errors.ts'

/**
 * A call that failed on its way. `wasSent` false: not one byte of the request left this machine, so any request,
 * whatever its method, may be tried again (and a streamed body is still unread).
 */
export class EgressFault extends PatchbayError {
  readonly wasSent: boolean

  constructor(code: ErrorCode, details: { message: string; wasSent: boolean; hint?: string; cause?: unknown }) {
    super(code, details)
    this.wasSent = details.wasSent
  }
}

/** By shape, like isPatchbayError: `instanceof` fails across module copies. */
export const isEgressFault = (value: unknown): value is EgressFault =>
  isPatchbayError(value) && typeof (value as { wasSent?: unknown }).wasSent === 'boolean'
