import { isPatchbayError, PatchbayError } from '#src/engine/errors.ts'
import { isDatabaseDown } from './isDatabaseDown.ts'

type Incoming = { name?: string; message?: string; status?: number; code?: unknown; data?: { errors?: { path?: string | null; message?: string; tableName?: string }[] }; cause?: unknown }

/**
 * Any error as one of the closed list. What is not known becomes `internal` with a fixed sentence; its own text goes to
 * the log only, since driver and SQL errors carry values.
 */
export function toPatchbayError(error: unknown): PatchbayError {
  const known = findPatchbayError(error)
  if (known !== null) return known
  const incoming = (error ?? {}) as Incoming
  if (isDatabaseDown(incoming)) return new PatchbayError('database_unavailable', { cause: error })
  const refused = refusedByDatabase(incoming)
  if (refused !== null) return refused
  // A percent escape in the path that does not decode.
  if (error instanceof URIError) return new PatchbayError('invalid_request', { message: 'The address holds a percent escape that cannot be decoded.' })
  switch (incoming.name) {
    case 'ValidationError':
      return fromValidation(incoming)
    case 'NotFound':
      return new PatchbayError('not_found')
    case 'Forbidden':
    case 'UnauthorizedError':
      return new PatchbayError('forbidden')
    case 'AuthenticationError':
      return new PatchbayError('unauthenticated', { message: 'The e-mail address or the password is not right.', hint: 'Check both and try again.' })
    case 'LockedAuth':
      return new PatchbayError('rate_limited')
    case 'QueryError':
      return new PatchbayError('invalid_request', { message: 'The query names a field that cannot be queried.' })
    case 'MissingFile':
    case 'FileUploadError':
    case 'InvalidFieldName':
      return new PatchbayError('invalid_request', { message: 'The upload is missing or not of an accepted kind.' })
  }
  return fromStatus(incoming, error)
}

function findPatchbayError(error: unknown): PatchbayError | null {
  const seen = new Set<unknown>()
  for (let one = error; one instanceof Error && !seen.has(one); one = one.cause) {
    if (isPatchbayError(one)) return one
    seen.add(one)
  }
  return null
}

/** Constraint → code: the database has the last word when two requests pass the same check at once. */
const constraints: Record<string, { code: 'name_taken' | 'conflict' | 'provider_in_use' | 'unknown_provider' | 'not_found'; message?: string }> = {
  connections_display_name_idx: { code: 'name_taken' },
  connections_one_default_idx: { code: 'conflict', message: 'Another connection became the default at the same moment.' },
  connections_provider_fk: { code: 'unknown_provider' },
  // The account was deleted between the check and the write.
  api_tokens_account_id_accounts_id_fk: { code: 'not_found' },
}

function refusedByDatabase(error: Incoming): PatchbayError | null {
  const seen = new Set<unknown>()
  for (let one: (Incoming & { constraint?: string; detail?: string }) | undefined = error; one !== undefined && one !== null && !seen.has(one); one = one.cause as Incoming | undefined) {
    seen.add(one)
    // An id that is no uuid names nothing; a null byte cannot be stored.
    if (one.code === '22P02') return new PatchbayError('not_found', { cause: error })
    if (one.code === '22021' || one.code === '22P05') return new PatchbayError('invalid_request', { message: 'A value holds a character that cannot be stored.', cause: error })
    const named = one.code === '23503' ? /^Key \((\w+?)(?:_id)?\)=.* is not present in table/.exec(one.detail ?? '')?.[1] : undefined
    if (named !== undefined && constraints[one.constraint ?? ''] === undefined) return new PatchbayError('validation_failed', { field: named, message: `${named}: This names something that does not exist.`, cause: error })
    if (one.code === '23505' || one.code === '23503') {
      const known = constraints[one.constraint ?? '']
      return new PatchbayError(known?.code ?? 'conflict', { cause: error, ...(known?.message === undefined ? {} : { message: known.message }) })
    }
  }
  return null
}

type Fault = NonNullable<NonNullable<Incoming['data']>['errors']>[number]

const duplicates: Record<string, string> = {
  memberships: 'This person belongs to the account already.',
  routing_policies: 'The account has a policy for this provider already.',
  built_in_credentials: 'There is a built-in credential of this provider and purpose already.',
}

/**
 * Payload turns a broken unique index, and nothing else, into a validation error that names a table; it does not keep the
 * index. The two of `connections` are told apart by the columns it could read: none of the index on lower(display_name),
 * both of the other.
 */
function refusedByIndex({ tableName, path, message }: Fault): PatchbayError | null {
  // An address is looked up before it is written, so that it seldom comes to the index.
  // Payload says it in the reader's language, and in no other way.
  if (path === 'email' && /already registered|bereits registriert/.test(message ?? '')) return new PatchbayError('conflict', { field: 'email', message: 'email: Somebody has this address already.' })
  if (tableName === undefined) return null
  if (tableName === 'connections' && path == null) return new PatchbayError('name_taken', { field: 'displayName' })
  if (tableName === 'connections' && path === 'account_id, provider') return new PatchbayError('conflict', { message: constraints.connections_one_default_idx?.message })
  // Of an index over several columns no single field is at fault.
  const field = path == null || path.includes(',') ? undefined : path
  return new PatchbayError('conflict', { field, message: duplicates[tableName] ?? `${field ?? tableName}: Another one has this value already.` })
}

function fromValidation(error: Incoming): PatchbayError {
  const faults = (error.data?.errors ?? []).map(
    (fault) => refusedByIndex(fault) ?? new PatchbayError('validation_failed', { field: fault.path ?? '', message: fault.path == null ? (fault.message ?? '') : `${fault.path}: ${fault.message ?? 'is not valid'}` }),
  )
  const [first, ...also] = faults
  return first === undefined ? new PatchbayError('validation_failed') : new PatchbayError(first.code, { message: first.message, field: first.field, also })
}

function fromStatus(incoming: Incoming, cause: unknown): PatchbayError {
  // The form reader's own words; Payload gives them the status of a server's fault.
  if (/^(Unexpected end of (form|file)|Malformed part header|Multipart: Boundary not found|Unsupported content type)/i.test(incoming.message ?? '')) {
    return new PatchbayError('invalid_request', { message: 'The form in the request body cannot be read.' })
  }
  if (incoming instanceof SyntaxError) return new PatchbayError('invalid_json')
  if (incoming.status === 400) return new PatchbayError(/JSON/i.test(incoming.message ?? '') ? 'invalid_json' : 'invalid_request')
  if (incoming.status === 401) return new PatchbayError('unauthenticated')
  if (incoming.status === 403) return new PatchbayError('forbidden')
  if (incoming.status === 404) return new PatchbayError('not_found')
  if (incoming.status === 405) return new PatchbayError('method_not_allowed')
  if (incoming.status === 413) return new PatchbayError('payload_too_large')
  if (incoming.status === 429) return new PatchbayError('rate_limited')
  return new PatchbayError('internal', { cause })
}
