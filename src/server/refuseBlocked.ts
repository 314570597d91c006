import type { PayloadRequest } from 'payload'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { describeCut } from '#src/engine/routing/describeCut.ts'
import { readBlocks } from './stores/readBlocks.ts'

type Question = { req: PayloadRequest; account: string; compiled: CompiledProvider; connection?: Pick<ConnectionRecord, 'blockedBy' | 'blockedReason'> | null }

/**
 * What the platform has cut off is not sent to the provider either, not even to test it: the reason for the cut may be
 * the provider itself. Calls are refused by routing; this is for the requests that only test.
 * @throws PatchbayError `connection_blocked`
 */
export async function refuseBlocked({ req, account, compiled, connection = null }: Question): Promise<void> {
  if (connection !== null && connection.blockedBy !== null) throw cutOff('this connection', connection.blockedReason)
  const cuts = await readBlocks({ req, account, provider: compiled.key })
  if (cuts.account !== null) throw cutOff('this account', cuts.account.reason)
  if (cuts.provider !== null) throw cutOff(compiled.name, cuts.provider.reason)
}

const cutOff = (what: string, reason: string | null): PatchbayError => new PatchbayError('connection_blocked', { message: describeCut({ what, reason }) })
