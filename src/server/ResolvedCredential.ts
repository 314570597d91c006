import { inspect } from 'node:util'
import type { ErrorCode } from '#src/engine/errors.ts'
import type { CredentialSource, RoutingMode } from '#src/engine/ports.ts'
import type { Reason } from '#src/engine/routing/chooseCredential.ts'

/** What `resolveCredential` gives: the values of the credential that serves, and why that one. Prints as [redacted]. */
export type ResolvedCredential = {
  /** The row's key. */
  provider: string
  authMethod: string
  source: CredentialSource
  policy: RoutingMode
  reasons: Reason[]
  connection: { id: string; label: string; version: number } | null
  /** All field values, secrets among them. */
  values: Record<string, string>
  /** The non-secret ones. */
  fields: Record<string, string>
  /** Where calls go, templates filled in; null when the row has none. */
  baseUrl: string | null
  /** Where an AI SDK starts, when the row says it is another address. */
  aiBaseUrl: string | null
  expiresAt: Date | null
}

export type ResolveFailure = ErrorCode

const hidden = { value: (): string => '[redacted]', enumerable: false }
const descriptors: PropertyDescriptorMap = { toJSON: hidden, toString: hidden, [inspect.custom]: hidden }

/** Makes an object print as [redacted] through JSON, console and util.inspect, however it gets into a log. */
export const redactedWhenPrinted = <T extends object>(value: T): T => Object.defineProperties(value, descriptors)
