import { isInNetwork, type Network, parseNetwork } from './isInNetwork.ts'
import { type Address, parseAddress } from './parseAddress.ts'
import { type EgressAllowance, isPrivateOrPlainAllowed } from './parseEgressAllow.ts'

export type AddressVerdict = { ok: true } | { ok: false; reason: string }

type Range = { network: Network; reason: string; isPrivate: boolean }

const range = (cidr: string, reason: string, isPrivate = false): Range => {
  const network = parseNetwork(cidr)
  if (!network) throw new TypeError(cidr)
  return { network, reason, isPrivate }
}

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast, reserved space, and Azure's host agent. */
const DENIED_IPV4 = [
  range('0.0.0.0/8', 'this network'),
  range('10.0.0.0/8', 'private', true),
  range('100.64.0.0/10', 'carrier-grade NAT', true),
  range('127.0.0.0/8', 'loopback', true),
  range('169.254.0.0/16', 'link-local'),
  range('172.16.0.0/12', 'private', true),
  range('192.0.0.0/24', 'protocol assignment'),
  range('192.0.2.0/24', 'documentation'),
  range('192.88.99.0/24', '6to4 relay'),
  range('192.168.0.0/16', 'private', true),
  range('198.18.0.0/15', 'benchmarking'),
  range('198.51.100.0/24', 'documentation'),
  range('203.0.113.0/24', 'documentation'),
  range('168.63.129.16/32', 'cloud platform'),
  range('224.0.0.0/4', 'multicast'),
  range('240.0.0.0/4', 'reserved'),
]

// The only IPv6 space handed out as global unicast (RFC 4291 section 2.4); what is outside is denied by default.
const GLOBAL_IPV6 = range('2000::/3', 'global unicast').network

const DENIED_IPV6 = [
  range('::1/128', 'loopback', true),
  range('::/96', 'IPv4-compatible'),
  range('::ffff:0:0/96', 'IPv4-mapped'),
  range('::ffff:0:0:0/96', 'IPv4-translated'),
  range('64:ff9b::/96', 'NAT64'),
  range('64:ff9b:1::/48', 'NAT64'),
  range('2001::/32', 'Teredo'),
  range('2001::/23', 'protocol assignment'),
  range('2001:db8::/32', 'documentation'),
  range('2002::/16', '6to4'),
  range('3fff::/20', 'documentation'),
  range('fc00::/7', 'unique local', true),
  range('fe80::/10', 'link-local'),
  range('fec0::/10', 'site-local'),
  range('ff00::/8', 'multicast'),
]

/**
 * May a connection be opened to this address? Only global unicast, or what the operator's list names: a range opens
 * whatever lies in it, a host name opens that name's private addresses (`host`: the name that was resolved) but never
 * link-local ones, where clouds keep their metadata.
 */
export function judgeAddress({ address, port, allow, host }: { address: string; port: number; allow: readonly EgressAllowance[]; host?: string }): AddressVerdict {
  const parsed = parseAddress(address)
  if (!parsed) return { ok: false, reason: 'not an IP address' }
  const denied = findDenial(parsed)
  if (!denied || isPrivateOrPlainAllowed({ host: address, port, allow })) return { ok: true }
  if (denied.isPrivate && host !== undefined && isPrivateOrPlainAllowed({ host, port, allow })) return { ok: true }
  return { ok: false, reason: denied.reason }
}

function findDenial(address: Address): { reason: string; isPrivate: boolean } | null {
  const ranges = address.family === 4 ? DENIED_IPV4 : DENIED_IPV6
  const hit = ranges.find(({ network }) => isInNetwork(address, network))
  if (hit) return hit
  if (address.family === 4) return null
  if (!isInNetwork(address, GLOBAL_IPV6)) return { reason: 'not global unicast', isPrivate: false }
  return isIsatap(address.value) ? { reason: 'ISATAP', isPrivate: false } : null
}

/** RFC 5214 section 6.1: an interface id of 0000:5efe or 0200:5efe embeds an IPv4 address under any prefix. */
function isIsatap(value: bigint): boolean {
  const marker = (value >> 32n) & 0xffff_ffffn
  return marker === 0x0000_5efen || marker === 0x0200_5efen
}
