import { isIPv4, isIPv6 } from 'node:net'

/** An IP address as a number: 32 bits for IPv4, 128 for IPv6. */
export type Address = { family: 4 | 6; value: bigint }

/**
 * Canonical text of an IP address (no port, no brackets) → its number; null for anything else.
 * Zone ids (`fe80::1%eth0`) are null too: what they name depends on the machine, so nothing can be said about them.
 */
export function parseAddress(text: string): Address | null {
  if (isIPv4(text)) return { family: 4, value: readIPv4(text) }
  if (!isIPv6(text) || text.includes('%')) return null
  return { family: 6, value: readIPv6(text) }
}

const readIPv4 = (text: string): bigint => text.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n)

/** RFC 4291 section 2.2; isIPv6 has already checked the form. */
function readIPv6(text: string): bigint {
  const [head = '', tail] = text.split('::')
  const left = readGroups(head)
  const right = tail === undefined ? [] : readGroups(tail)
  const gap = new Array<bigint>(8 - left.length - right.length).fill(0n)
  return [...left, ...gap, ...right].reduce((sum, group) => (sum << 16n) | group, 0n)
}

function readGroups(text: string): bigint[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)]
    const embedded = readIPv4(group)
    return [embedded >> 16n, embedded & 0xffffn]
  })
}
