import { createRedactor } from './createRedactor.ts'
import { dropStatement } from './dropStatement.ts'
import { isNumericSecretName, isSensitiveName } from './isSensitiveName.ts'
import { isSecret } from './Secret.ts'

const marker = '[redacted]'
const maxDepth = 10
const maxEntries = 200
/** Of one whole value: what a log line can bear. */
const maxNodes = 5000
const maxTextLength = 262_144
const headerNames = /^(?:(?:proxy-)?authorization|cookie|set-cookie|x-api-key|x-auth-token)$/i

/**
 * A deep copy for logs and audit, safe to print as JSON. Removed are: `Secret` values, what stands under a sensitive
 * name (`isSensitiveName`), and secrets inside texts (`redactText` with the `known` values). Bytes become their length,
 * errors keep name, message, code, cause and stack frames, and lose SQL parameters and row details. Cycles, depth,
 * breadth and size are bounded. Never throws.
 */
export function redactValue(value: unknown, known?: Iterable<string>): unknown {
  return copy(value, { redact: createRedactor(known), ancestors: [], nodesLeft: maxNodes, textLeft: maxTextLength })
}

type Walk = { redact: (text: string) => string; ancestors: object[]; nodesLeft: number; textLeft: number }

function copy(value: unknown, walk: Walk): unknown {
  walk.nodesLeft -= 1
  if (walk.nodesLeft < 0) return '[too large]'
  if (typeof value === 'string') return copyText(value, walk)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function') return '[function]'
  if (typeof value === 'symbol') return '[symbol]'
  if (typeof value !== 'object' || value === null) return value
  if (walk.ancestors.includes(value)) return '[circular]'
  if (walk.ancestors.length >= maxDepth) return '[too deep]'
  walk.ancestors.push(value)
  try {
    return copyObject(value, walk)
  } catch {
    // A getter or proxy that throws must not take the log line with it.
    return '[unreadable]'
  } finally {
    walk.ancestors.pop()
  }
}

function copyText(text: string, walk: Walk): string {
  walk.textLeft -= text.length
  return walk.textLeft < 0 ? `[${text.length} characters]` : walk.redact(dropStatement(text))
}

function copyObject(value: object, walk: Walk): unknown {
  if (isSecret(value)) return marker
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return `[${value.byteLength} bytes]`
  if (value instanceof Error) return copyError(value, walk)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString()
  if (value instanceof URL || value instanceof RegExp) return walk.redact(String(value))
  if (value instanceof URLSearchParams) return walk.redact(value.toString())
  if (value instanceof Map || value instanceof Headers) return copyEntries([...value.entries()].slice(0, maxEntries + 1), walk)
  if (value instanceof Set) return copyArray([...value], walk)
  if (Array.isArray(value)) return copyArray(value, walk)
  const { toJSON } = value as { toJSON?: unknown }
  if (typeof toJSON === 'function') return copy(toJSON.call(value), walk)
  return copyEntries(Object.entries(value), walk)
}

function copyEntries(entries: [unknown, unknown][], walk: Walk): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  const naming = entries.find(([key, named]) => (key === 'name' || key === 'key' || key === 'header') && typeof named === 'string' && isSensitiveName(named))
  for (const [key, entry] of entries.slice(0, maxEntries)) {
    const name = String(key)
    // A list of { name, value } says the name beside the value, not above it.
    const nameOfEntry = name === 'value' && naming ? String(naming[1]) : name
    define(out, walk.redact(name), isSensitiveName(nameOfEntry) ? copySensitive(nameOfEntry, entry) : copy(entry, walk))
  }
  if (entries.length > maxEntries) define(out, '…', `[${entries.length - maxEntries} more]`)
  return out
}

/** Nothing, yes or no, and counts under a name like `token` are no secret; anything else is. */
function copySensitive(name: string, value: unknown): unknown {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return value
  return typeof value === 'number' && !isNumericSecretName(name) ? value : marker
}

function copyArray(values: readonly unknown[], walk: Walk): unknown[] {
  const out = values.slice(0, maxEntries).map((value, i) => {
    // Node's rawHeaders: name and value take turns.
    const before = values[i - 1]
    return typeof before === 'string' && typeof value === 'string' && headerNames.test(before) ? marker : copy(value, walk)
  })
  return values.length > maxEntries ? [...out, `[${values.length - maxEntries} more]`] : out
}

function copyError(error: Error, walk: Walk): Record<string, unknown> {
  const { code, status, field, cause, errors } = error as Error & { code?: unknown; status?: unknown; field?: unknown; errors?: unknown }
  const out: Record<string, unknown> = { name: walk.redact(String(error.name)), message: walk.redact(dropStatement(String(error.message))) }
  // An allow-list: database errors carry the whole row in `detail`, `where` and `parameters`, HTTP errors the request.
  for (const [key, value] of Object.entries({ code, status, field, cause })) {
    if (value !== undefined) out[key] = copy(value, walk)
  }
  if (Array.isArray(errors)) out.errors = copyArray(errors, walk)
  const frames = String(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 10)
  if (frames.length > 0) out.stack = walk.redact(frames.map((line) => line.trim()).join('\n'))
  return out
}

/** `__proto__` as a plain property, not as a setter. */
const define = (out: Record<string, unknown>, key: string, value: unknown): void => {
  Object.defineProperty(out, key, { value, enumerable: true, writable: true, configurable: true })
}
