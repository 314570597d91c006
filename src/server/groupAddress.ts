import { readPeerAddress } from '#src/engine/egress/readPeerAddress.ts'

/**
 * What one person's connection is counted by: an IPv4 address, or the first 64 bits of an IPv6 one, since the other 64
 * are the subscriber's own to choose (RFC 6177).
 */
export function groupAddress(text: string): string {
  const address = readPeerAddress(text)
  if (address === null) return text
  return address.family === 4 ? `v4:${address.value}` : `v6:${(address.value >> 64n).toString(16)}`
}
