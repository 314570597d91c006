import { type Address, parseAddress } from './parseAddress.ts'

const mappedPrefix = 0xffffn

/**
 * An address as a socket or a forwarding header gives it: IPv4 written as IPv6 (RFC 4291 section 2.5.5.2) is IPv4, and
 * a zone (`%eth0`), brackets and a port are left out. Null for anything else.
 */
export function readPeerAddress(text: string): Address | null {
  const trimmed = text.trim()
  const [, bracketed, dotted] = /^(?:\[([^\]]{1,100})\]|([\d.]{7,15}))(?::\d{1,5})?$/.exec(trimmed) ?? []
  const address = parseAddress((bracketed ?? dotted ?? trimmed).replace(/%[\w.-]{1,32}$/, ''))
  if (address?.family === 6 && address.value >> 32n === mappedPrefix) return { family: 4, value: address.value & 0xffffffffn }
  return address
}
