import type { CompiledProvider } from '../catalog/CompiledProvider.ts'
import type { OutboundResponse } from '../egress/Egress.ts'
import type { Candidate } from '../routing/chooseCredential.ts'
import { parseRetryAfter } from '../verify/parseRetryAfter.ts'
import { type CallMemory, keyOf } from './CallMemory.ts'
import { byServer } from './CallerMark.ts'
import type { CallAnswer, CallPorts, CallRequest } from './CallPorts.ts'
import { type LateRecord, createLateRecord } from './createLateRecord.ts'
import { isRefusal } from './isRefusal.ts'
import { isRenewable } from '../connections/isRenewable.ts'
import { prepareRequest } from './prepareRequest.ts'
import { type CallPart, recordAnswer } from './recordAnswer.ts'
import { recordFault } from './recordFault.ts'
import { scrubAnswer } from './scrubAnswer.ts'
import { discard, sendWithRetry } from './sendWithRetry.ts'

/** What has happened so far in one call. */
export type Tally = {
  attempts: number
  /** Connections passed over so far, by id. */
  passedOver: string[]
  /** With one of them as many calls are under way as may be. */
  isBusy: boolean
  shortestWaitMs: number | null
  /** The provider's refusal of a credential that its own test did not refuse: goes back when nobody does better. */
  heldBack: CallAnswer | null
}

type Trial = {
  ports: CallPorts
  memory: CallMemory
  request: CallRequest
  compiled: CompiledProvider
  candidate: Candidate
  tally: Tally
  /** With a token fetched for this call: refused again, it is not fetched a second time. */
  isRenewed?: boolean
  /** The body is here, so that the request can be sent a second time. */
  canSendAgain: boolean
  /** Others are left, but the body cannot be sent again: whatever this one answers goes back. */
  mustPassOn: boolean
}

/** The answer one credential got, or null when the next one should be asked. */
export async function tryCandidate(trial: Trial): Promise<CallAnswer | null> {
  const { ports, request, compiled, candidate, tally } = trial
  const part = beginPart(trial)
  let sent: { isRefused: boolean; response: OutboundResponse }
  let secrets: string[]
  let late: LateRecord | null = null
  try {
    const prepared = prepareRequest({ dataKeys: ports.dataKeys, compiled, candidate, request })
    secrets = prepared.secrets
    if (candidate.source === 'built_in' && request.door === 'tenant') await ports.reserveBuiltIn?.(candidate.builtIn, part.context)
    const response = await sendWithRetry({ egress: ports.egress, compiled, outbound: prepared.outbound, now: ports.now, random: ports.random, tally })
    const judging = isRefusal({ compiled, response })
    sent = judging instanceof Promise ? await judging : judging
    // Whether a refusal was a call of its own, only its end tells.
    if (sent.isRefused) late = createLateRecord((one) => ports.record(one, part.context))
    recordAnswer({ ...sent, late, part, attempts: tally.attempts - part.attemptsBefore, usage: compiled.usage, ports })
  } catch (fault) {
    holdBack({ tally, answer: null })
    recordFault({ fault, part, attempts: tally.attempts - part.attemptsBefore, ports })
    throw fault
  }
  return judge({ trial, ...sent, secrets, late })
}

/** What an outcome of this credential is recorded with. */
function beginPart({ ports, request, compiled, candidate, tally }: Trial): CallPart {
  const isOwn = candidate.source === 'byo'
  return {
    source: candidate.source,
    connectionId: isOwn ? candidate.connection.id : null,
    startedAt: ports.now().getTime(),
    attemptsBefore: tally.attempts,
    context: { account: request.account, provider: compiled.key, user: request.user, builtInId: isOwn ? null : candidate.builtIn.id, by: request.by ?? byServer },
  }
}

/** What the answer means: it goes back, or the next credential is asked. */
function judge({ trial, isRefused, response, secrets, late }: { trial: Trial; isRefused: boolean; response: OutboundResponse; secrets: string[]; late: LateRecord | null }): CallAnswer | null | Promise<CallAnswer | null> {
  const { ports, memory, compiled, candidate, tally, mustPassOn } = trial
  const answer: CallAnswer = {
    status: response.status,
    ...scrubOrSettle({ question: { response, secrets, withBody: compiled.scrubAnswers === true, name: compiled.name }, late }),
    source: candidate.source,
    connectionId: candidate.source === 'byo' ? candidate.connection.id : null,
    attempts: tally.attempts,
    passedOver: [...tally.passedOver],
  }
  if (isRefused) return answerRefusal({ trial, answer, late })
  if (response.status === 429) {
    const waitMs = coolingTimeMs({ response, now: ports.now() })
    memory.cool(candidate, new Date(ports.now().getTime() + waitMs))
    if (mustPassOn) return answer
    tally.shortestWaitMs = Math.min(waitMs, tally.shortestWaitMs ?? waitMs)
    discard(answer)
    return null
  }
  holdBack({ tally, answer: null })
  return answer
}

/** What cannot be passed on is counted all the same. */
function scrubOrSettle({ question, late }: { question: Parameters<typeof scrubAnswer>[0]; late: LateRecord | null }): ReturnType<typeof scrubAnswer> {
  try {
    return scrubAnswer(question)
  } catch (fault) {
    late?.settle({ isContinued: false })
    throw fault
  }
}

async function answerRefusal({ trial, answer, late }: { trial: Trial; answer: CallAnswer; late: LateRecord | null }): Promise<CallAnswer | null> {
  const { verdict, renewed } = await lookIntoRefusal(trial).catch((fault: unknown) => {
    late?.settle({ isContinued: false })
    discard(answer)
    throw fault
  })
  const next = trial.canSendAgain ? renewed : null
  late?.settle({ isContinued: next !== null })
  if (next !== null) {
    discard(answer)
    return tryCandidate({ ...trial, candidate: next, isRenewed: true })
  }
  if (trial.mustPassOn) return answer
  if (verdict === 'error') discard(answer)
  else holdBack({ tally: trial.tally, answer })
  return null
}

type Finding = { verdict: 'active' | 'error' | 'unknown'; /** The same connection with another token. */ renewed: Candidate | null }

/**
 * Why it was refused: its access token may have ended early, and then a new one is the answer; else its test says.
 * That no new one is to be had right now is nothing against the credential.
 */
async function lookIntoRefusal({ ports, memory, compiled, candidate, isRenewed = false }: Trial): Promise<Finding> {
  // Has no test of the account's: its refusal stands, and the provider's words about it stay here.
  if (candidate.source === 'built_in') return { verdict: 'error', renewed: null }
  const { connection } = candidate
  if (!isRenewed && isRenewable({ compiled, key: connection.authMethod })) {
    const renewal = await ports.renew(connection, 'refused')
    if (renewal.outcome === 'refused') return { verdict: 'error', renewed: null }
    if (renewal.outcome === 'unavailable') return { verdict: 'unknown', renewed: null }
    if (renewal.isNew) return { verdict: 'unknown', renewed: { source: 'byo', connection: renewal.connection } }
  }
  return { verdict: await memory.checkOnce(keyOf(candidate), ports.now(), () => ports.onRefused(connection)), renewed: null }
}

/** At most one unread answer is kept open. */
function holdBack({ tally, answer }: { tally: Tally; answer: CallAnswer | null }): void {
  if (tally.heldBack !== null) discard(tally.heldBack)
  tally.heldBack = answer
}

/** What the provider asks for, at most a minute; five seconds when it does not say. */
function coolingTimeMs({ response, now }: { response: OutboundResponse; now: Date }): number {
  const asked = parseRetryAfter({ value: response.headers.find(([name]) => name === 'retry-after')?.[1], now })
  return Math.min(60, Math.max(1, asked ?? 5)) * 1000
}
