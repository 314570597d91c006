import { type Address, parseAddress } from './parseAddress.ts'

export type Network = { family: 4 | 6; base: bigint; prefixBits: number }

export function isInNetwork(address: Address, network: Network): boolean {
  if (address.family !== network.family) return false
  const hostBits = BigInt((network.family === 4 ? 32 : 128) - network.prefixBits)
  return address.value >> hostBits === network.base >> hostBits
}

/** `10.0.0.0/8`, `fd00::/8` or one address; null when it is neither, or when bits stand behind the prefix. */
export function parseNetwork(text: string): Network | null {
  const [head = '', bits, extra] = text.split('/')
  const address = parseAddress(head)
  if (!address || extra !== undefined) return null
  const width = address.family === 4 ? 32 : 128
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return null
  const prefixBits = bits === undefined ? width : Number(bits)
  if (prefixBits > width) return null
  const hostBits = BigInt(width - prefixBits)
  if ((address.value >> hostBits) << hostBits !== address.value) return null
  return { family: address.family, base: address.value, prefixBits }
}
