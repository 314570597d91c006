import type { PayloadRequest } from 'payload'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { readBlocks } from './stores/readBlocks.ts'

type Question = { req: PayloadRequest; account: string; compiled: CompiledProvider; blockedBy?: 'platform' | null }

/**
 * What the platform has cut off is not sent to the provider either, not even to test it: the reason for the cut may be
 * the provider itself. Calls are refused by routing; this is for the requests that only test.
 * @throws PatchbayError `connection_blocked`
 */
export async function refuseBlocked({ req, account, compiled, blockedBy = null }: Question): Promise<void> {
  if (blockedBy !== null) throw new PatchbayError('connection_blocked')
  const blocks = await readBlocks({ req, account, provider: compiled.key })
  if (blocks.account) throw new PatchbayError('connection_blocked', { message: 'The platform has cut this account off.' })
  if (blocks.provider) throw new PatchbayError('connection_blocked', { message: `The platform has cut ${compiled.name} off.` })
}
