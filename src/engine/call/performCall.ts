import { PatchbayError } from '../errors.ts'
import { chooseCredential } from '../routing/chooseCredential.ts'
import type { CallMemory } from './CallMemory.ts'
import type { CallAnswer, CallPorts, CallRequest } from './CallPorts.ts'
import { freshenCandidate } from './freshenCandidate.ts'
import { orderCandidates } from './orderCandidates.ts'
import { discard } from './sendWithRetry.ts'
import { type Tally, tryCandidate } from './tryCandidate.ts'

/**
 * One outbound call with a credential of the account: resolve → open and check the host → inject → send → stream →
 * record. An access token is renewed before it ends, and once when it is refused. A refused credential is tested once
 * and the next one is tried; one that is rate limited cools off and the next one is tried; other answers go back as they
 * are, redirects and errors too.
 *
 * The answer's body must be read or destroyed. Nothing is sent again once this has returned.
 *
 * @throws PatchbayError: the refusals of routing, of the vault, of `prepareRequest` and of renewing a token that has ended; `rate_limited` with the
 *   shortest wait when every credential cools; `credentials_exhausted` when every one was refused; the egress's
 *   faults; and what `signal` was aborted with
 */
export async function performCall({ ports, memory, request }: { ports: CallPorts; memory: CallMemory; request: CallRequest }): Promise<CallAnswer> {
  const { account, provider, connectionId, user } = request
  const input = await ports.load({ account, provider, connectionId, user })
  const choice = chooseCredential({ input, connectionId, now: ports.now() })
  if (choice.refusal !== null) throw choice.refusal
  if (input.provider === null) throw new PatchbayError('unknown_provider')
  const { compiled } = input.provider

  const { ready, shortestWaitMs } = orderCandidates({ choice, memory, turnKey: `${account} ${compiled.key}`, now: ports.now() })
  const tally: Tally = { attempts: 0, shortestWaitMs, heldBack: null }
  // A streamed body is spent on the first credential, whatever comes back.
  const canSendAgain = request.body === null || request.body instanceof Uint8Array
  for (const [index, candidate] of ready.entries()) {
    const fresh = await freshenCandidate({ ports, candidate, readAt: input.readAt }).catch((fault: unknown) => {
      if (tally.heldBack !== null) discard(tally.heldBack)
      throw fault
    })
    if (fresh === null) continue
    const answer = await tryCandidate({ ports, memory, request, compiled, reasons: choice.reasons, candidate: fresh, tally, canSendAgain, mustPassOn: !canSendAgain && index < ready.length - 1 })
    if (answer !== null) return answer
    if (!canSendAgain) break
  }
  return giveUp({ name: compiled.name, tally })
}

/** What is said when no credential got an answer: wait, the provider's own refusal, or that every one was refused. */
function giveUp({ name, tally }: { name: string; tally: Tally }): CallAnswer {
  if (tally.shortestWaitMs !== null) {
    if (tally.heldBack !== null) discard(tally.heldBack)
    throw new PatchbayError('rate_limited', { message: `${name} asked us to slow down.`, retryAfterSeconds: Math.max(1, Math.ceil(tally.shortestWaitMs / 1000)) })
  }
  if (tally.heldBack !== null) return tally.heldBack
  throw new PatchbayError('credentials_exhausted', { message: `${name} refused every credential that could serve this call.` })
}
