/**
 * The closed list of error codes: the only vocabulary in which Patchbay says no, over HTTP and in process alike.
 * Each code has one status, one default sentence, one cure and one section in docs/errors.md (checked by a test).
 * `retryable` means: the same request may succeed later without anybody changing anything.
 */

type ErrorEntry = { status: number; retryable: boolean; message: string; hint: string }

export const errorCatalogue = {
  invalid_json: { status: 400, retryable: false, message: 'The request body is not valid JSON.', hint: 'Send a JSON object with the header Content-Type: application/json.' },
  invalid_request: { status: 400, retryable: false, message: 'The request is not understood.', hint: 'Compare it with GET /api/openapi.json.' },
  unauthenticated: { status: 401, retryable: false, message: 'Nobody is signed in.', hint: 'Sign in, or send an API token as Authorization: Bearer pb_….' },
  forbidden: { status: 403, retryable: false, message: 'You may see this, but not do this.', hint: 'Ask an owner or admin of the account.' },
  not_found: { status: 404, retryable: false, message: 'There is nothing here, or it is not yours to see.', hint: 'Check the address and the account you are signed in to.' },
  method_not_allowed: { status: 405, retryable: false, message: 'This address does not answer that method.', hint: 'GET /api/openapi.json lists the methods of each address.' },
  conflict: { status: 409, retryable: false, message: 'This contradicts what is stored.', hint: 'Load the current state and try again.' },
  name_taken: { status: 409, retryable: false, message: 'Another connection of this account already has that name.', hint: 'Choose another name.' },
  version_conflict: { status: 409, retryable: true, message: 'Somebody else saved this connection in the meantime.', hint: 'Load it again and repeat your change.' },
  invalid_transition: { status: 409, retryable: false, message: 'A connection in this state cannot do that.', hint: 'Look at its status: it names the steps that are open.' },
  provider_in_use: { status: 409, retryable: false, message: 'Connections or built-in credentials still use this provider.', hint: 'Hide or deprecate the provider, or delete what uses it first.' },
  provider_unavailable: { status: 409, retryable: false, message: 'This provider cannot be used for that.', hint: 'It may be coming soon, hidden, or have no base URL: ask a platform admin.' },
  credential_missing: { status: 409, retryable: false, message: 'No credential is connected for this provider.', hint: 'Connect one in the Marketplace.' },
  byo_required: { status: 409, retryable: false, message: 'The routing policy asks for the account’s own credential, and there is none.', hint: 'Connect one, or set the routing policy to auto.' },
  built_in_missing: { status: 409, retryable: false, message: 'The routing policy asks for the built-in credential, and the platform offers none.', hint: 'Set the routing policy to auto or byo, or ask a platform admin.' },
  built_in_not_allowed: { status: 409, retryable: false, message: 'The built-in credential may not be used for this request.', hint: 'Connect your own credential; the built-in one is limited to the requests the platform allows.' },
  reauth_required: { status: 409, retryable: false, message: 'The connected credential no longer works.', hint: 'Replace the key or reconnect in Settings → Integrations.' },
  connection_disconnected: { status: 409, retryable: false, message: 'This connection has no credential yet.', hint: 'Add the key in Settings → Integrations.' },
  connection_inactive: { status: 409, retryable: false, message: 'This connection is deactivated.', hint: 'Reactivate it in Settings → Integrations.' },
  connection_revoked: { status: 409, retryable: false, message: 'This connection was revoked and its credential destroyed.', hint: 'Reconnect it in Settings → Integrations.' },
  connection_blocked: { status: 409, retryable: false, message: 'The platform has cut this connection off.', hint: 'Only the platform can lift this: ask a platform admin.' },
  host_consent_required: { status: 409, retryable: false, message: 'The provider now names a host that this connection’s owner has not agreed to.', hint: 'An account admin can agree to the new host in Settings → Integrations.' },
  payload_too_large: { status: 413, retryable: false, message: 'The request body is too large.', hint: 'JSON bodies hold up to 256 kB, provider imports 5 MB, proxied bodies 100 MB.' },
  validation_failed: { status: 422, retryable: false, message: 'A value is missing or of the wrong form.', hint: 'The field named in the error says which.' },
  unknown_provider: { status: 422, retryable: false, message: 'There is no provider with that key.', hint: 'GET /api/integration-providers lists them.' },
  unknown_auth_method: { status: 422, retryable: false, message: 'This provider has no such auth method.', hint: 'The provider’s row lists its auth methods.' },
  credential_format: { status: 422, retryable: false, message: 'The key does not have the form this provider’s keys have.', hint: 'Copy it again from the provider.' },
  credential_wrong_provider: { status: 422, retryable: false, message: 'This looks like another provider’s key.', hint: 'Connect that provider instead, or paste the right key.' },
  credential_rejected: { status: 422, retryable: false, message: 'The provider did not accept this key.', hint: 'Copy the key again from the provider, or make a new one there.' },
  credential_lacks_permission: { status: 422, retryable: false, message: 'The key works, but lacks a permission this needs.', hint: 'Give it that permission at the provider, then test again.' },
  invalid_row: { status: 422, retryable: false, message: 'The provider row is not valid.', hint: 'Each fault names its path and reason.' },
  host_not_allowed: { status: 422, retryable: false, message: 'That address is outside what the provider’s row and the platform allow.', hint: 'Call a path below the provider’s base URL, or ask a platform admin.' },
  secret_in_plain_field: { status: 422, retryable: false, message: 'This field is stored as plain text, and the value looks like a secret.', hint: 'Put the secret in the credential field, which is sealed.' },
  rate_limited: { status: 429, retryable: true, message: 'Too many requests.', hint: 'Wait for the time in the Retry-After header.' },
  internal: { status: 500, retryable: true, message: 'Something went wrong on our side.', hint: 'Try again; if it stays, report the request id.' },
  provider_unreachable: { status: 502, retryable: true, message: 'The provider could not be reached.', hint: 'Try again; if it stays, check the provider’s status page.' },
  provider_error: { status: 502, retryable: true, message: 'The provider answered with an error or with something that cannot be understood.', hint: 'Try again later; nothing was changed.' },
  response_too_large: { status: 502, retryable: false, message: 'The provider’s answer is larger than Patchbay passes on.', hint: 'Ask the provider for less at once.' },
  credentials_exhausted: { status: 502, retryable: false, message: 'Every credential that could serve this call was refused.', hint: 'Replace the keys in Settings → Integrations.' },
  vault_unavailable: { status: 503, retryable: true, message: 'Stored keys cannot be unlocked right now. Nothing was lost.', hint: 'Ask your platform admin to check the encryption key.' },
  key_unavailable: { status: 503, retryable: false, message: 'The encryption key that sealed this is not loaded. Nothing was lost.', hint: 'Add the old key to PATCHBAY_RETIRED_ENCRYPTION_KEYS.' },
  database_unavailable: { status: 503, retryable: true, message: 'The database cannot be reached right now.', hint: 'Try again in a moment.' },
  provider_timeout: { status: 504, retryable: true, message: 'The provider did not answer in time.', hint: 'Try again; nothing was changed.' },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalogue

export const isErrorCode = (value: unknown): value is ErrorCode => typeof value === 'string' && Object.hasOwn(errorCatalogue, value)

type ErrorDetails = {
  /** Replaces the default sentence; must not hold a secret. */
  message?: string
  hint?: string
  /** Path of the offending input, e.g. `credentialPayload.apiKey`. */
  field?: string
  cause?: unknown
  /** Seconds after which a retry makes sense; sent as Retry-After. */
  retryAfterSeconds?: number
  /** The service's own words, redacted and short; shown folded. */
  note?: string
  /** Further faults found in the same go (validation, rows); each becomes its own entry of `errors`. */
  also?: PatchbayError[]
}

export class PatchbayError extends Error {
  override readonly name = 'PatchbayError'
  readonly code: ErrorCode
  readonly status: number
  readonly hint: string
  readonly retryable: boolean
  readonly docUrl: string
  readonly field: string | undefined
  readonly note: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly also: PatchbayError[]

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const entry: ErrorEntry = errorCatalogue[code]
    super(details.message ?? entry.message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.status = entry.status
    this.hint = details.hint ?? entry.hint
    this.retryable = entry.retryable
    this.docUrl = docUrlOf(code)
    this.field = details.field
    this.note = details.note
    this.retryAfterSeconds = details.retryAfterSeconds
    this.also = details.also ?? []
  }
}

/** Relative to the repository: the section of docs/errors.md. */
export const docUrlOf = (code: ErrorCode): string => `docs/errors.md#${code}`

/** Works across module copies (Next bundles this file a second time), where `instanceof` does not. */
export const isPatchbayError = (value: unknown): value is PatchbayError =>
  value instanceof Error && value.name === 'PatchbayError' && isErrorCode((value as { code?: unknown }).code)

export type ErrorBody = {
  errors: { code: ErrorCode; message: string; hint: string; docUrl: string; retryable: boolean; field?: string; note?: string; requestId: string }[]
}

/** The one shape of a refusal on the wire. */
export function toErrorBody(error: PatchbayError, requestId: string): ErrorBody {
  return {
    errors: [error, ...error.also].map((one) => ({
      code: one.code,
      message: one.message,
      hint: one.hint,
      docUrl: one.docUrl,
      retryable: one.retryable,
      ...(one.field === undefined ? {} : { field: one.field }),
      ...(one.note === undefined ? {} : { note: one.note }),
      requestId,
    })),
  }
}
