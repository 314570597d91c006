import { randomUUID } from 'node:crypto'
import type { Actor } from '#src/access/Actor.ts'
import { inside, type Trace } from '#src/engine/audit/Trace.ts'
import { isRenewable } from '#src/engine/connections/isRenewable.ts'
import { needsToken } from '#src/engine/connections/needsToken.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { exchangeUnderLease } from './exchangeUnderLease.ts'
import { refusedGrant } from './refusedGrant.ts'
import type { RefreshReason, RefreshResult } from './RefreshResult.ts'
import { refreshTimes } from './refreshTimes.ts'
import { runtime } from './runtime.ts'
import { readRenewable, type Renewable } from './stores/readRenewable.ts'
import { takeLease } from './stores/refreshLease.ts'
import { waitForSibling } from './waitForSibling.ts'

type Question = {
  connectionId: string
  reason: RefreshReason
  /** The envelope whose token is to be replaced, where the caller used one: if another is stored by now, that is the answer. */
  seen?: string
  /** Who asked; by default the engine itself. */
  actor?: Actor | { kind: 'system' }
  trace?: Trace
  /** How long the provider has; well below the lease. */
  exchangeMs?: number
}

// Next bundles this file a second time in the same process; globalThis is what both copies share.
const shared = globalThis as { __patchbayRefreshes?: { running: Map<string, Promise<RefreshResult>>; refusedAt: Map<string, number> } }
const memory = () => (shared.__patchbayRefreshes ??= { running: new Map(), refusedAt: new Map() })

/**
 * A new access token for a connection, fetched at most once for each token it ever had, however many ask in however many
 * processes: single flight here, a lease with a fencing number in the database, and a write that only replaces what was
 * exchanged.
 * @throws PatchbayError `not_found`, `connection_disconnected`, the vault's codes, `database_unavailable`
 */
export async function refreshConnection(question: Question): Promise<RefreshResult> {
  const { connectionId } = question
  if (question.seen !== undefined && memory().running.has(keyOf(connectionId, question.seen))) return fly({ question, key: keyOf(connectionId, question.seen) })

  const found = await readRenewable({ pool: runtime().pool, id: connectionId })
  if (found === null) throw new PatchbayError('not_found')
  const envelope = found.record.sealed?.envelope
  if (envelope === undefined) throw new PatchbayError('connection_disconnected')
  if (question.seen !== undefined && question.seen !== envelope) return { outcome: 'refreshed', record: found.record }

  return fly({ question, key: keyOf(connectionId, envelope), begin: () => attempt({ question, found, envelope }) })
}

type Flight = { question: Question; key: string; begin?: () => Promise<RefreshResult> }

/** Takes part in the attempt under way, or begins one. */
async function fly({ question, key, begin }: Flight): Promise<RefreshResult> {
  const { running } = memory()
  const joined = running.get(key)
  if (joined !== undefined) {
    const result = await joined
    // Somebody whose token still served did not wait for another process; whoever was refused with it has to.
    const isNoAnswer = result.outcome === 'unchanged' && (question.reason === 'refused' || question.reason === 'by_hand')
    return isNoAnswer ? refreshConnection(question) : result
  }
  if (begin === undefined) return refreshConnection(question)
  const flight = begin().finally(() => running.delete(key))
  running.set(key, flight)
  return flight
}

/** For a process that is about to end: exchanges under way are finished, so that their answers are not lost. */
export async function finishRefreshes({ deadlineMs = 12_000 }: { deadlineMs?: number } = {}): Promise<void> {
  await Promise.race([Promise.allSettled(memory().running.values()), new Promise((resolve) => setTimeout(resolve, deadlineMs).unref())])
}

/** Each sealing has an initialisation vector of its own, with which the text begins. */
const keyOf = (connectionId: string, envelope: string): string => `${connectionId}:${envelope.slice(0, 24)}`

type Attempt = { question: Question; found: Renewable; envelope: string }

async function attempt({ question, found, envelope }: Attempt): Promise<RefreshResult> {
  const reply = replyWithoutAsking({ question, found })
  if (reply !== null) return reply
  const { pool } = runtime()
  const { actor = { kind: 'system' }, trace = { requestId: null, address: inside.background }, reason } = question
  const until = performance.now() + refreshTimes.waitMs
  while (performance.now() < until) {
    const lease = await takeLease({ pool, connectionId: found.record.id, envelope, owner: randomUUID(), leaseSeconds: refreshTimes.leaseSeconds })
    if (lease !== null) {
      if (reason === 'refused') remember(found.record.id)
      return exchangeUnderLease({ found, lease, actor, trace, exchangeMs: question.exchangeMs ?? refreshTimes.exchangeMs })
    }
    // Another process is at it. The old token still serves: nobody waits for the new one.
    if (reason !== 'by_hand' && reason !== 'refused' && needsToken({ tokens: found.record.tokens, now: found.readAt }) !== 'now') return { outcome: 'unchanged', record: found.record }
    await waitForSibling({ pool, connectionId: found.record.id, envelope, until })
    const now = await readRenewable({ pool, id: found.record.id })
    if (now === null) throw new PatchbayError('not_found')
    if (now.record.sealed === null) throw new PatchbayError('connection_disconnected')
    if (now.record.sealed.envelope !== envelope) return { outcome: 'refreshed', record: now.record }
    const verdict = replyWithoutAsking({ question: { ...question, reason: reason === 'by_hand' ? 'refused' : reason }, found: now })
    if (verdict !== null) return verdict
  }
  return { outcome: 'transient', record: found.record, fault: new PatchbayError('provider_timeout', { message: `A new access token of ${found.provider.compiled.name} is being fetched, and has not come yet.` }) }
}

/** What is known without taking part: nothing to renew, nothing due, not allowed to, or too soon after a failure. */
function replyWithoutAsking({ question: { reason }, found }: Pick<Attempt, 'question' | 'found'>): RefreshResult | null {
  const { record, provider, readAt, isCutOff, leasedUntil } = found
  const unchanged: RefreshResult = { outcome: 'unchanged', record }
  if (!isRenewable({ compiled: provider.compiled, key: record.authMethod }) || isCutOff) return unchanged
  if (!['pending', 'active', 'error', 'expired'].includes(record.status)) return unchanged
  if (reason === 'by_hand') return null

  const { refreshDueAt, failures, expiresAt } = record.tokens
  if (record.status === 'error' && refreshDueAt === null) return { outcome: 'error', record, fault: refusedGrant({ compiled: provider.compiled, record }) }
  const isResting = failures > 0 && refreshDueAt !== null && refreshDueAt > readAt
  if (isResting && (reason === 'refused' || (expiresAt !== null && expiresAt <= readAt))) return { outcome: 'transient', record, fault: restingFault({ found, until: refreshDueAt }) }
  // While another is at it, there is a new one to wait for.
  if (reason === 'refused') return wasJustRefused(record.id) && leasedUntil === null ? unchanged : null
  return needsToken({ tokens: record.tokens, now: readAt }) === null ? unchanged : null
}

const restingFault = ({ found, until }: { found: Renewable; until: Date }): PatchbayError =>
  new PatchbayError('provider_unreachable', {
    message: `${found.provider.compiled.name} gave no new access token. Patchbay tries again by itself.`,
    hint: 'Try again later; nobody has to reconnect.',
    retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - found.readAt.getTime()) / 1000)),
  })

/** A service that answers 401 to every token must not be asked for one with every call. */
const wasJustRefused = (connectionId: string): boolean => performance.now() - (memory().refusedAt.get(connectionId) ?? -Infinity) < refreshTimes.betweenRefusalsMs

function remember(connectionId: string): void {
  const { refusedAt } = memory()
  refusedAt.delete(connectionId)
  refusedAt.set(connectionId, performance.now())
  if (refusedAt.size > 20_000) refusedAt.delete(refusedAt.keys().next().value as string)
}
