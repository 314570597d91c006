import { PatchbayError } from '../errors.ts'
import { judgeAddress } from './judgeAddress.ts'
import { type EgressAllowance, isPrivateOrPlainAllowed } from './parseEgressAllow.ts'
import { parseAddress } from './parseAddress.ts'

const INNER_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa|onion)$/

/**
 * May this URL be called at all, before any name is resolved? https (plain http, IP addresses that are not public and
 * names that only mean something inside a network need the operator's list), no userinfo.
 * For base URLs and the like when a row is saved, and again for each new connection. Returns the parsed URL;
 * throws `host_not_allowed` saying what is wrong.
 */
export function checkOutboundUrl({ url, allow }: { url: string | URL; allow: readonly EgressAllowance[] }): URL {
  const parsed = typeof url === 'string' ? URL.parse(url) : url
  if (!parsed) throw refuse('The address is not a URL.')
  if (parsed.username !== '' || parsed.password !== '') throw refuse('The address holds a user name or password.')
  checkOutboundHost({ protocol: parsed.protocol, host: parsed.hostname, port: portOf(parsed), allow })
  return parsed
}

export const portOf = ({ port, protocol }: { port: string; protocol: string }): number => (port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port))

/** The same for the parts of an origin; `host` as WHATWG URL gives it, IPv6 with or without brackets. */
export function checkOutboundHost({ protocol, host, port, allow }: { protocol: string; host: string; port: number; allow: readonly EgressAllowance[] }): void {
  if (protocol !== 'https:' && protocol !== 'http:') throw refuse('Only https addresses can be called.')
  const isAllowed = isPrivateOrPlainAllowed({ host, port, allow })
  if (protocol === 'http:' && !isAllowed) throw refuse(`${host}:${port} may not be called over plain http.`)
  const address = host.startsWith('[') ? host.slice(1, -1) : host
  if (parseAddress(address)) {
    const verdict = judgeAddress({ address, port, allow })
    if (!verdict.ok) throw refuse(`The address ${address} is not public (${verdict.reason}).`)
    return
  }
  if (host === '' || host.endsWith('.') || host.includes('%') || host.includes(':')) throw refuse('The host name is not valid.')
  if (!isAllowed && (!host.includes('.') || INNER_NAME.test(host))) throw refuse(`The name ${host} belongs to a private network.`)
}

const refuse = (message: string): PatchbayError =>
  new PatchbayError('host_not_allowed', { message, hint: 'Use a public https address, or ask the operator to add host:port to PATCHBAY_EGRESS_ALLOW.' })
