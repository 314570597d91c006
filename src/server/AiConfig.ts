import type { CredentialSource, RoutingMode } from '#src/engine/ports.ts'
import type { Reason } from '#src/engine/routing/chooseCredential.ts'

/** What `getAiConfig` gives. Prints as [redacted] through JSON, console and util.inspect. */
export type AiConfig = {
  /** The row's key. */
  provider: string
  source: CredentialSource
  policy: RoutingMode
  reasons: Reason[]
  connection: { id: string; label: string; version: number } | null
  sdk: { package: string; create: string } | null
  /** For the SDK's factory as it is: `createOpenAI(config.settings)`. */
  settings: { apiKey: string; baseURL: string; headers: Record<string, string>; fetch: typeof fetch }
  /** The non-secret fields, by name. */
  fields: Record<string, string>
  models: { allow: string[] | null; default: string | null }
  /** Patchbay does the backing off; nested retries multiply. */
  maxRetries: 0
  expiresAt: Date | null
}
