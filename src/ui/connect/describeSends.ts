import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'

type Sends = ProviderDetail['authMethods'][number]['sends']

export type SendsFacts = {
  places: { in: Sends[number]['in']; name: string | null }[]
  /** Host patterns fit to read: `{{dc}}.api.example.com` becomes `*.api.example.com`. */
  hosts: string[]
  /** The address is the tenant's own, typed into the form. */
  isOwnHost: boolean
}

/** What the row says about where a credential goes, without repeats. */
export function describeSends({ sends, hosts }: { sends: Sends; hosts: string[] }): SendsFacts {
  const places = sends.filter((one, index) => sends.findIndex((other) => other.in === one.in && other.name === one.name) === index)
  const readable = [...new Set(hosts.map((host) => host.replaceAll(/\{\{[^}]*\}\}/g, '*')))]
  const named = readable.filter((host) => !/^\*(:\d+)?$/.test(host))
  return { places, hosts: named, isOwnHost: named.length === 0 && readable.length > 0 }
}
