import type { ErrorCode } from '../errors.ts'
import type { ConnectionStatus } from '../ports.ts'
import type { Deactivation } from './Deactivation.ts'
import type { LastTest } from './LastTest.ts'
import type { Revocation } from './Revocation.ts'

/** A connection as HTTP answers and pages show it (3-contract `connections`). Never holds a secret. Client-safe. */
export type ConnectionView = {
  id: string
  account: string
  /** The provider's key. */
  provider: string
  authMethod: string
  displayName: string
  mode: 'service' | 'oauth-user'
  status: ConnectionStatus
  statusReason: ErrorCode | null
  statusNote: string | null
  blockedBy: 'platform' | null
  /** What the platform said when it cut the connection off. */
  blockedReason: string | null
  /** Set exactly while the status is `inactive`. */
  deactivation: Deactivation | null
  visibility: 'account' | 'private'
  owner: string | null
  /** Mask by secret field name, e.g. `{ apiKey: "sk-…AbCd" }`; empty without a credential. */
  maskedCredential: Record<string, string>
  /** Non-secret values by field name. */
  fields: Record<string, string>
  identity: { label: string | null; id: string | null } | null
  scopes: string[]
  /** Access the row needs that the provider did not give; not empty = “grant more”. */
  missingScopes: string[]
  isDefault: boolean
  sortOrder: number
  version: number
  /** Hosts the provider now names and the owner has not agreed to; not empty = consent banner. */
  hostsAwaitingConsent: string[]
  expiresAt: string | null
  rotateBy: string | null
  lastUsedAt: string | null
  lastTestedAt: string | null
  lastTest: LastTest | null
  /** What became of the credential; null while there is one, or never was. */
  revocation: Revocation | null
  createdAt: string
  deletedAt: string | null
}

/** What a test found; also the `result` of connect and of the verbs that test. */
export type TestResult = {
  ok: boolean
  code?: ErrorCode
  message: string
  latencyMs: number
  httpStatus?: number
  identity?: { label: string | null; id: string | null }
  /** The service's own words, redacted and cut to 500 characters. */
  note?: string
}
