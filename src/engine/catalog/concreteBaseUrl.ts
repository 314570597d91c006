import { PatchbayError } from '../errors.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from './CompiledProvider.ts'
import { deriveValues } from './deriveValues.ts'
import { expandTemplate } from './expandTemplate.ts'
import { parseUrlField } from './parseUrlField.ts'
import { resolveHost } from './resolveHost.ts'
import { splitBaseUrl } from './splitBaseUrl.ts'
import { templateFields } from './templateFields.ts'
import { wholeUrlField } from './wholeUrlField.ts'

type Input = {
  compiled: CompiledProvider
  method: CompiledAuthMethod
  values: CredentialValues
  /** Name of one of the row's `services`; null or absent = the base URL. */
  service?: string | null
}

/**
 * The base URL with every template filled in, without a trailing slash. Values are not encoded: row and value checks
 * keep them to plain characters, and what does not fit is refused here once more.
 *
 * @throws PatchbayError `provider_unavailable` (no base URL), `invalid_request` (no such service),
 *   `validation_failed` or `credential_format` (a value cannot be part of an address)
 */
export function concreteBaseUrl({ compiled, method, values, service = null }: Input): string {
  return concreteUrl({ template: baseOf({ compiled, service }), method, values }).replace(/\/+$/, '')
}

/** Any address of a row with every template filled in; else as `concreteBaseUrl`. A slash at the end stays. */
export function concreteUrl({ template, method, values }: { template: string } & Pick<Input, 'method' | 'values'>): string {
  if (!template.includes('{{')) return template
  const all = deriveValues(method, values)
  const urlField = wholeUrlField(template)
  const parts = urlField === null ? splitBaseUrl(template) : parseUrlField(expandTemplate(template, all))
  if (parts === null) throw unfit(urlField ?? (templateFields(template)[0] as string))
  const host = resolveHost({ template: parts.host, values: all, method })
  const port = parts.port === (parts.scheme === 'https' ? 443 : 80) ? '' : `:${parts.port}`
  const path = templateFields(parts.path).length === 0 ? parts.path : expandPath({ template: parts.path, values: all })
  return `${parts.scheme}://${host}${port}${path}${template.endsWith('/') ? '/' : ''}`
}

function baseOf({ compiled, service }: { compiled: CompiledProvider; service: string | null }): string {
  if (service !== null) {
    const base = Object.hasOwn(compiled.services, service) ? compiled.services[service] : undefined
    if (base !== undefined) return base
    throw new PatchbayError('invalid_request', { message: `${compiled.name} has no service of that name.`, hint: `Its services: ${Object.keys(compiled.services).join(', ') || 'none'}.` })
  }
  if (compiled.baseUrl !== null) return compiled.baseUrl
  throw new PatchbayError('provider_unavailable', { message: `${compiled.name} has no base URL, so it cannot be called.` })
}

/** Each value is one piece of a path segment: unreserved characters (RFC 3986 section 2.3) and never dots alone. */
function expandPath({ template, values }: { template: string; values: CredentialValues }): string {
  for (const name of templateFields(template)) {
    const value = expandTemplate(`{{${name}}}`, values)
    if (!/^[A-Za-z0-9._~-]+$/.test(value)) throw unfit(name)
  }
  const path = expandTemplate(template, values)
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) throw unfit(templateFields(template)[0] as string)
  return path
}

const unfit = (name: string): PatchbayError =>
  new PatchbayError('validation_failed', { message: `The value of “${name}” cannot be part of an address.`, field: `credentialPayload.${name}` })
