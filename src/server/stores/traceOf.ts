import type { PayloadRequest } from 'payload'
import { formatAddress } from '#src/engine/egress/formatAddress.ts'
import { readPeerAddress } from '#src/engine/egress/readPeerAddress.ts'
import { inside, type Trace } from '#src/engine/audit/Trace.ts'

type InRequest = Pick<PayloadRequest, 'context' | 'payloadAPI'> & { headers?: Headers }

/**
 * Where an act came from, for the trail. The front writes the address and throws away what a client says of it. Work that
 * goes on without the request of whoever asked for it brings their trace along in its context.
 */
export function traceOf(req: InRequest): Trace {
  const brought = req.context.trace as Trace | undefined
  if (brought !== undefined) return brought
  const address = readPeerAddress(req.headers?.get('x-patchbay-address') ?? '')
  return {
    requestId: req.headers?.get('x-request-id') ?? null,
    address: address === null ? (req.payloadAPI === 'local' ? inside.serverCode : null) : formatAddress(address),
  }
}
