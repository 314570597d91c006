import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'

type Method = Pick<ProviderDetail['authMethods'][number], 'sends' | 'fields'>
type Input = {
  method: Method
  hosts: string[]
  /** What is typed into the form so far; without it the fields' defaults count. */
  values?: Record<string, string>
}

export type SendsFacts = {
  places: Method['sends']
  /** Host patterns fit to read: `{{dc}}.api.example.com` becomes `*.api.example.com`. */
  hosts: string[]
  /** The address is the tenant's own, and not known yet. */
  isOwnHost: boolean
}

/** What the row says about where a credential goes, without repeats. */
export function describeSends({ method, hosts, values = {} }: Input): SendsFacts {
  const places = method.sends.filter((one, index) => method.sends.findIndex((other) => other.in === one.in && other.name === one.name) === index)
  const readable = [...new Set(hosts.map((host) => host.replaceAll(/\{\{[^}]*\}\}/g, '*')))]
  const named = readable.filter((host) => !/^\*(:\d+)?$/.test(host))
  const own = named.length === 0 && readable.length > 0 ? findOwnHost(method.fields, values) : null
  return { places, hosts: own === null ? named : [own], isOwnHost: own === null && named.length === 0 && readable.length > 0 }
}

/** A provider without a host of its own takes it from the field that holds an address. */
function findOwnHost(fields: ProviderField[], values: Record<string, string>): string | null {
  const field = fields.find((one) => one.format === 'https_url')
  const address = field && (values[field.name] || field.default)
  return address && URL.canParse(address) ? new URL(address).host : null
}
