import { isInNetwork, type Network } from '#src/engine/egress/isInNetwork.ts'
import { readPeerAddress } from '#src/engine/egress/readPeerAddress.ts'

type Question = {
  /** As the socket says it. */
  socketAddress: string | undefined
  /** X-Forwarded-For. */
  forwardedFor: string | undefined
  trusted: readonly Network[]
}

/**
 * Where a request comes from. Each proxy appends whom it heard to X-Forwarded-For, so the list is read from its end for
 * as long as a trusted proxy wrote it; what stands before the first stranger may be made up by that stranger.
 */
export function readClientAddress({ socketAddress, forwardedFor, trusted }: Question): string {
  let client = socketAddress ?? 'unknown'
  if (trusted.length === 0 || forwardedFor === undefined) return client
  const heard = forwardedFor.split(',')
  while (heard.length > 0 && isTrusted(client, trusted)) {
    const before = heard.pop()?.trim() ?? ''
    // What is no address names nobody; the proxy that passed it on is the last one known.
    if (readPeerAddress(before) === null) return client
    client = before
  }
  return client
}

function isTrusted(text: string, trusted: readonly Network[]): boolean {
  const address = readPeerAddress(text)
  return address !== null && trusted.some((network) => isInNetwork(address, network))
}
