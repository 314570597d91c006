import { PatchbayError } from '../errors.ts'
import { isInNetwork, type Network, parseNetwork } from './isInNetwork.ts'
import { parseAddress } from './parseAddress.ts'

/** What the operator lets be private or plain http. `port` null: any port. */
export type EgressAllowance =
  | { kind: 'host'; host: string; port: number | null }
  | { kind: 'network'; network: Network; port: number | null }

const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/
// Wider than any private range, an entry would not open a network but switch the guard off.
const NARROWEST_BITS = { 4: 8, 6: 7 } as const

/**
 * `PATCHBAY_EGRESS_ALLOW`: comma list of `host|cidr[:port]`, IPv6 with a port in brackets (`[::1]:8080`).
 * An empty text is an empty list. Throws `invalid_request` naming the entry and the cure.
 */
export function parseEgressAllow(text: string): EgressAllowance[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseEntry)
}

function parseEntry(entry: string): EgressAllowance {
  const { target, port } = splitPort(entry)
  const network = parseNetwork(target)
  if (network) {
    if (network.prefixBits < NARROWEST_BITS[network.family]) throw refuse(entry, 'The range is too wide.', 'Name the private ranges one by one, e.g. 10.0.0.0/8.')
    return { kind: 'network', network, port }
  }
  if (target.includes('/') || target.includes(':')) throw refuse(entry, 'It is not a network range.', 'Write the first address of the range, e.g. 10.1.0.0/16, and IPv6 with a port as [::1]:8080.')
  const host = target.toLowerCase()
  if (!NAME.test(host) || /^[\d.]+$/.test(host)) throw refuse(entry, 'It is neither a host name nor an IP address.', 'Write a name (db.internal), an address (10.0.0.5) or a range (10.0.0.0/8), then :port if only one port is meant.')
  return { kind: 'host', host, port }
}

function splitPort(entry: string): { target: string; port: number | null } {
  // Two colons and no bracket: an IPv6 address, which then has no port.
  if (/^[^[]*:.*:/s.test(entry)) return { target: entry, port: null }
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/s.exec(entry) ?? []
  const target = bracketed ?? plain
  if (target === undefined) return { target: entry, port: null }
  if (port === undefined) return { target, port: null }
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) throw refuse(entry, 'The port is not between 1 and 65535.', 'Write host:port, e.g. localhost:4010.')
  return { target, port: Number(port) }
}

const refuse = (entry: string, reason: string, hint: string): PatchbayError =>
  new PatchbayError('invalid_request', { message: `The egress allowance ${JSON.stringify(entry.slice(0, 100))} is not understood. ${reason}`, hint })

/**
 * Did the operator name this host (or, when it is an IP address, a range around it) for this port?
 * `host` as WHATWG URL gives it, IPv6 with or without brackets.
 */
export function isPrivateOrPlainAllowed({ host, port, allow }: { host: string; port: number; allow: readonly EgressAllowance[] }): boolean {
  if (allow.length === 0) return false
  const address = parseAddress(host.startsWith('[') ? host.slice(1, -1) : host)
  return allow.some((entry) => {
    if (entry.port !== null && entry.port !== port) return false
    return entry.kind === 'host' ? entry.host === host : address !== null && isInNetwork(address, entry.network)
  })
}
