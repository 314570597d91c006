import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from './CompiledProvider.ts'
import { deriveValues } from './deriveValues.ts'
import { hostOfUrlField } from './hostOfUrlField.ts'
import { resolveHost } from './resolveHost.ts'
import { wholeUrlField } from './wholeUrlField.ts'

type Input = { compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues }

/**
 * The hosts this credential may travel to, every template filled in: `host`, `host:port` (always when the port is
 * not 443) or `*.host`, sorted, each once. This list is what an owner agrees to and what is bound into the envelope.
 *
 * @throws PatchbayError `validation_failed` or `credential_format` naming a field whose value cannot form a host
 */
export function concreteHosts({ compiled, method, values }: Input): string[] {
  if (!compiled.allowedHosts.some((pattern) => pattern.includes('{{'))) return compiled.allowedHosts
  const all = deriveValues(method, values)
  const hosts = compiled.allowedHosts.map((pattern) => {
    const urlField = wholeUrlField(pattern)
    if (urlField !== null && method.fields.some((field) => field.name === urlField && field.format === 'https_url')) return hostOfUrlField({ name: urlField, values: all })
    const [, template = pattern, port = ''] = /^(.*?)(:\d+)?$/.exec(pattern) ?? []
    return resolveHost({ template, values: all, method }) + port
  })
  return [...new Set(hosts)].sort()
}
