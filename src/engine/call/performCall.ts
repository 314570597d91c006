import type { CompiledProvider } from '../catalog/CompiledProvider.ts'
import { PatchbayError } from '../errors.ts'
import type { ResolutionInput } from '../ports.ts'
import { type Candidate, chooseCredential } from '../routing/chooseCredential.ts'
import { type CallMemory, keyOf } from './CallMemory.ts'
import type { CallAnswer, CallPorts, CallRequest } from './CallPorts.ts'
import { freshenCandidate } from './freshenCandidate.ts'
import { orderCandidates } from './orderCandidates.ts'
import { discard } from './sendWithRetry.ts'
import { type Tally, tryCandidate } from './tryCandidate.ts'

type Call = { ports: CallPorts; memory: CallMemory; request: CallRequest }

/**
 * One outbound call with a credential of the account: resolve → open and check the host → inject → send → stream →
 * record. An access token is renewed before it ends, and once when it is refused. A refused credential is tested once
 * and the next one is tried; one that is rate limited cools off and the next one is tried; other answers go back as they
 * are, redirects and errors too.
 *
 * The answer's body must be read or destroyed. Nothing is sent again once this has returned.
 *
 * @throws PatchbayError: the refusals of routing, of the vault, of `prepareRequest` and of renewing a token that has ended; `rate_limited` with the
 *   shortest wait when every credential cools, or as many calls as may be are under way; `credentials_exhausted` when every one was refused; the egress's
 *   faults; and what `signal` was aborted with
 */
export async function performCall({ ports, memory, request }: Call): Promise<CallAnswer> {
  const leave = enterAccount({ ports, memory, request })
  const tally: Tally = { attempts: 0, passedOver: [], isBusy: false, shortestWaitMs: null, heldBack: null }
  let provider: string | null = null
  try {
    const { account, connectionId, user } = request
    const loaded = request.input ?? ports.load({ account, provider: request.provider, connectionId, user })
    const input = loaded instanceof Promise ? await loaded : loaded
    const { compiled, ready } = planCall({ ports, memory, request, input, tally })
    provider = compiled.key
    const answer = await askEach({ ports, memory, request, compiled, tally, ready, readAt: input.readAt })
    whenClosed({ answer, leave })
    return answer
  } catch (fault) {
    leave()
    throw fault
  } finally {
    if (provider !== null && tally.passedOver.length > 0) ports.passOver?.(tally.passedOver, { account: request.account, provider })
  }
}

function enterAccount({ ports, memory: { gate, places }, request }: Call): () => void {
  const leave = gate.enter({ key: request.account, places: places.ofAccount, now: ports.now() })
  if (leave !== null) return leave
  throw new PatchbayError('rate_limited', { message: `${places.ofAccount} calls of this account are under way, which is as many as Patchbay makes at the same time.`, retryAfterSeconds: 1 })
}

type Plan = { compiled: CompiledProvider; ready: Candidate[] }

/** Who is asked, in order; those that cool are noted as passed over. */
function planCall({ ports, memory, request, input, tally }: Call & { input: ResolutionInput; tally: Tally }): Plan {
  const now = ports.now()
  const choice = chooseCredential({ input, connectionId: request.connectionId, now })
  if (choice.refusal !== null) throw choice.refusal
  if (input.provider === null) throw new PatchbayError('unknown_provider')
  const { compiled } = input.provider
  const { ready, cooling, shortestWaitMs } = orderCandidates({ choice, memory, turnKey: `${request.account} ${compiled.key}`, now })
  tally.shortestWaitMs = shortestWaitMs
  for (const candidate of cooling) tally.passedOver.push(...idOf(candidate))
  return { compiled, ready }
}

type Round = Omit<Parameters<typeof tryCandidate>[0], 'candidate' | 'canSendAgain' | 'mustPassOn' | 'isRenewed'> & { ready: Candidate[]; readAt: Date }

async function askEach({ ports, memory, request, compiled, tally, ready, readAt }: Round): Promise<CallAnswer> {
  // A streamed body is spent on the first credential, whatever comes back.
  const canSendAgain = request.body === null || request.body instanceof Uint8Array
  for (const [index, candidate] of ready.entries()) {
    const leave = memory.gate.enter({ key: keyOf(candidate), places: memory.places.ofCredential, now: ports.now() })
    if (leave === null) tally.isBusy = true
    else {
      const mustPassOn = !canSendAgain && index < ready.length - 1
      try {
        const freshened = freshenCandidate({ ports, candidate, readAt })
        // Mostly there is nothing to wait for, and each wait makes a promise or three.
        const fresh = freshened instanceof Promise ? await freshened : freshened
        const answer = fresh === null ? null : await tryCandidate({ ports, memory, request, compiled, tally, candidate: fresh, canSendAgain, mustPassOn })
        if (answer !== null) {
          whenClosed({ answer, leave })
          return answer
        }
        leave()
        if (fresh !== null && !canSendAgain) break
      } catch (fault) {
        leave()
        if (tally.heldBack !== null) discard(tally.heldBack)
        throw fault
      }
    }
    tally.passedOver.push(...idOf(candidate))
  }
  return giveUp({ name: compiled.name, tally, places: memory.places.ofCredential })
}

/** A call is under way until its answer has been read or given up. */
function whenClosed({ answer: { body }, leave }: { answer: CallAnswer; leave: () => void }): void {
  if (body instanceof Uint8Array || body.closed) leave()
  // Closes once: `once` would only make another function around it.
  else body.on('close', leave)
}

const idOf = (candidate: Candidate): string[] => (candidate.source === 'byo' ? [candidate.connection.id] : [])

/** What is said when no credential got an answer: wait, the provider's own refusal, or that every one was refused. */
function giveUp({ name, tally, places }: { name: string; tally: Tally; places: number }): CallAnswer {
  if (tally.shortestWaitMs !== null) {
    if (tally.heldBack !== null) discard(tally.heldBack)
    throw new PatchbayError('rate_limited', { message: `${name} asked us to slow down.`, retryAfterSeconds: Math.max(1, Math.ceil(tally.shortestWaitMs / 1000)) })
  }
  if (tally.heldBack !== null) return tally.heldBack
  if (tally.isBusy) throw new PatchbayError('rate_limited', { message: `${places} calls to ${name} are under way with each key that could serve this one, which is as many as Patchbay makes at the same time.`, retryAfterSeconds: 1 })
  throw new PatchbayError('credentials_exhausted', { message: `${name} refused every credential that could serve this call.` })
}
