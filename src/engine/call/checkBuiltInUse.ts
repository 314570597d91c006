import type { CompiledProvider } from '../catalog/CompiledProvider.ts'
import { wholeUrlField } from '../catalog/wholeUrlField.ts'
import { PatchbayError } from '../errors.ts'
import type { BuiltInRecord } from '../ports.ts'
import type { CallRequest } from './CallPorts.ts'

type Use = { compiled: CompiledProvider; builtIn: BuiltInRecord; request: CallRequest; url: URL; basePath: string }

/**
 * Keeps the platform's own credential to what the platform offers. It never goes to an address a field holds as a
 * whole, since anybody could type one. Through tenant doors the method and the path below the base URL must match an
 * `allow` entry: `/v1/models` is that path alone, `/v1/*` is every path below `/v1/` (not `/v1` itself), `*` as the
 * method is any method. The `services` of a row are outside such lists.
 *
 * @throws PatchbayError `host_not_allowed`, `built_in_not_allowed`
 */
export function checkBuiltInUse({ compiled, builtIn, request, url, basePath }: Use): void {
  const base = request.service === null ? compiled.baseUrl : (compiled.services[request.service] ?? null)
  if (base !== null && wholeUrlField(base) !== null) {
    throw new PatchbayError('host_not_allowed', { message: 'A built-in credential never goes to an address that a field decides.' })
  }
  if (request.door === 'in_process') return
  const path = readPlainPath(url.pathname.slice(basePath.replace(/\/+$/, '').length))
  const isAllowed = request.service === null && path !== null && !overridesMethod(url) && builtIn.allow.some((entry) => covers({ entry, method: request.method, path }))
  if (!isAllowed) throw new PatchbayError('built_in_not_allowed', { message: `The platform’s ${compiled.name} credential may not be used for this request.` })
}

/**
 * The path with its needless escapes undone (RFC 3986 section 6.2.2.2), or null when servers differ on what it means:
 * an escaped slash, backslash or percent sign, a `;` (path parameters: `..;` climbs on some), an empty or dot segment.
 */
function readPlainPath(rest: string): string | null {
  const path = rest.replace(/%[0-9A-Fa-f]{2}/g, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase()
  })
  if (/[;\\]|%(?:2F|5C|25|3B|0|1|7F)/.test(path)) return null
  const segments = path.split('/').slice(1)
  return segments.some((segment, at) => segment === '.' || segment === '..' || (segment === '' && at < segments.length - 1)) ? null : path
}

function covers({ entry, method, path }: { entry: { method: string; path: string }; method: string; path: string }): boolean {
  if (entry.method !== '*' && entry.method.toUpperCase() !== method.toUpperCase()) return false
  return entry.path.endsWith('/*') ? path.startsWith(entry.path.slice(0, -1)) : path === entry.path
}

const overridesMethod = (url: URL): boolean => [...url.searchParams.keys()].some((name) => name.toLowerCase() === '_method')
