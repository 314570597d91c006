/**
 * What the hot path needs of a provider row, worked out once when the row is saved and stored as one jsonb value
 * (`integration-providers.compiled`). Templates (`{{field}}`) are kept as text; every field they name is declared,
 * every pattern is RE2 and was tried, every host is lower case. Client-safe: types only.
 */

import type { UsagePointers } from '../usage/UsagePointers.ts'
import type { TokenBlocks } from './TokenBlocks.ts'

export type AuthMethodType = 'api_key' | 'bearer' | 'basic' | 'custom' | 'oauth2_code' | 'oauth2_client_credentials' | 'token_exchange' | 'github_app'

export type ProviderStatus = 'live' | 'coming_soon' | 'hidden' | 'deprecated'

export type ProviderField = {
  name: string
  label: string
  hint: string | null
  secret: boolean
  required: boolean
  pattern: string | null
  example: string | null
  format: 'email' | 'https_url' | 'hostname' | 'uuid' | 'integer' | null
  options: { value: string; label: string }[] | null
  default: string | null
  helpUrl: string | null
  /** Fixed text around what is typed, such as `https://` and `.example.com`; no part of the value. */
  prefix?: string
  suffix?: string
  /** Asked for only while another plain field, further up, has this value. */
  showWhen?: { field: string; equals: string }
  /** Look-alikes that are refused with their own reason, e.g. a publishable key where the secret one belongs. */
  refuse?: { pattern: string; reason: string }[]
}

/** One place of a request that receives a value made from the credential. `name` is null only for `in: 'path'`. */
export type Injection =
  | { in: 'header' | 'query' | 'cookie' | 'body'; name: string; value: string }
  | { in: 'path'; name: null; value: string }

export type TestRequest = {
  method: string
  /** Template; below the base URL. */
  path: string
  headers: Record<string, string>
  query: Record<string, string>
  /** Sent as JSON when not null (strings inside may be templates). */
  body: unknown
  service: string | null
  /** Statuses that mean yes. */
  expect: number[]
  okWhen: { pointer: string; equals: unknown } | null
  /** Further answers that mean yes, e.g. a refusal that only a working key of narrow rights gets. */
  acceptAlso?: { status: number; pointer: string; equals: unknown }[]
  /** JSON pointer to the service's own explanation. */
  errorAt: string | null
  identity: { label: string | null; id: string | null } | null
  scopes: { header: string; separator: string } | { pointer: string; separator: string | null } | null
}

export type AuthFailure = { statuses: number[]; also: { status: number; pointer: string; matches: string }[] }

export type Derivation = { from: string; pattern: string } | { template: string; encode: 'base64' }

export type CompiledAuthMethod = {
  key: string
  type: AuthMethodType
  label: string
  mode: 'service' | 'oauth-user'
  fields: ProviderField[]
  /** Names of the fields whose value decides the host (directly, or through `derive`). */
  hostFields: string[]
  /** Values made of others: a part of a field (first capture group), or a text of several in base64. */
  derive: Record<string, Derivation>
  /** Defaults of the type already filled in. */
  inject: Injection[]
  requiredScopes: string[]
  /** The method's own test, else the row's, else null. */
  test: TestRequest | null
  /** Field whose value is `settings.apiKey` of getAiConfig; null = several secrets and none named. */
  apiKeyField: string | null
  /** Terms an owner agrees to besides the hosts: how the credential is sent, what the test asks, and how it becomes a token (see markTerms). */
  marks: { sending: string; test: string | null; exchange: string | null }
} & TokenBlocks

export type CompiledProvider = {
  format: 2
  key: string
  name: string
  category: string
  status: ProviderStatus
  replacedBy: string | null
  manageUrl: string | null
  /** Template, or null: can be connected and resolved, not called. */
  baseUrl: string | null
  services: Record<string, string>
  /** Host patterns a credential may travel to, each `host`, `host:port`, `*.host` or a template of such; ports other than 443 are always written. */
  allowedHosts: string[]
  authMethods: CompiledAuthMethod[]
  /** Marks of the addresses (see markTerms), for `baseUrl`, each service and the AI SDK's own base. */
  baseMarks: { default: string | null; services: Record<string, string>; ai: string | null }
  authFailure: AuthFailure
  retry: { on: number[]; maxAttempts: number }
  timeoutSeconds: number
  /** Answers that show the credential are cleaned of it; left out in rows compiled before there was such a thing. */
  scrubAnswers?: boolean
  ai: { sdk: { package: string; create: string } | null; capabilities: string[]; defaultModel: string | null; models: string[] | null; baseUrl: string | null } | null
  /** Where answers say what a call took; left out where the row does not say. */
  usage?: UsagePointers
}

/** Values of one connection by field name, secrets and plain ones together. In memory only. */
export type CredentialValues = Record<string, string>
