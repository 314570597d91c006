import { basesOf } from './hostPlaceholders.ts'
import type { ProviderRow } from './providerRowSchema.ts'
import { splitBaseUrl } from './splitBaseUrl.ts'

/**
 * The host patterns of a row in their compiled spelling: lower case outside placeholders, the port written unless it
 * is 443, sorted, each once. Without `allowedHosts` they are the hosts of the bases; an entry without a port takes
 * the port of the base.
 */
export function compileHosts(row: ProviderRow): string[] {
  const bases = basesOf(row).map(({ url }) => hostOfBase(url))
  const basePort = (row.baseUrl ? splitBaseUrl(row.baseUrl)?.port : undefined) ?? 443
  const given = (row.allowedHosts ?? []).map((entry) => spellHost({ entry, basePort }))
  return [...new Set(given.length > 0 ? given : bases)].sort()
}

/** The host pattern of one base URL template; a base that is a whole-URL field stays `{{field}}`. */
export function hostOfBase(url: string): string {
  const parts = splitBaseUrl(url)
  return parts === null ? url : withPort(parts)
}

function spellHost({ entry, basePort }: { entry: string; basePort: number }): string {
  const match = /^(.*?)(?::(\d{1,5}))?$/.exec(entry)
  const host = (match?.[1] ?? entry).replaceAll(/\{\{[^}]*\}\}|[^{]+/g, (part) => (part.startsWith('{{') ? part : part.toLowerCase()))
  return withPort({ host, port: match?.[2] === undefined ? basePort : Number(match[2]) })
}

const withPort = ({ host, port }: { host: string; port: number }): string => (port === 443 ? host : `${host}:${port}`)
