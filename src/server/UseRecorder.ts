import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { byServer, type CallerMark } from '#src/engine/call/CallerMark.ts'
import type { CallContext } from '#src/engine/call/CallPorts.ts'
import type { CallOutcome } from '#src/engine/ports.ts'
import { addOutcome } from '#src/engine/usage/addOutcome.ts'
import { clearUsage } from '#src/engine/usage/clearUsage.ts'
import { emptyUsage } from '#src/engine/usage/emptyUsage.ts'
import { hourOf } from '#src/engine/usage/hourOf.ts'
import { createExpected } from './createExpected.ts'
import { createOutbox } from './Outbox.ts'
import { flushReveals, type Reveal } from './stores/flushReveals.ts'
import { flushTokenUses, type TokenUse } from './stores/flushTokenUses.ts'
import { flushUsage, type UsageEntry } from './stores/flushUsage.ts'

/**
 * Counts what was used, in memory, and writes it once a second: a call never waits for bookkeeping. Usage and reveals
 * are written apart, so that neither is lost with the other; while the database is away they are kept. A crash loses at
 * most what waits, and a batch whose answer was lost is not counted twice.
 */
export type UseRecorder = {
  /** One credential's part in a call. */
  record(outcome: CallOutcome, context: CallContext): void
  /** Connections a call went past, by id. */
  passOver(connections: string[], context: Owner): void
  /** An API token somebody called with. */
  tokenUsed(id: string): void
  /** A credential handed to the platform's own code in the clear. */
  revealed(reveal: Omit<Reveal, 'lastAt'>): void
  /** Of a call that has ended, and whose outcome comes when its answer has been read. */
  expectRecord(): () => void
  /** Writes what is there now. */
  flush(): Promise<void>
  /** Before the process ends: waits for what is expected, a few seconds at most, and writes it. */
  drain(): Promise<void>
}

type Owner = { account: string; provider: string }
/** `connection` null: of the account's use of the provider's built-in credential. */
type Subject = Owner & { connection: string | null }

/** Small enough that putting one into words holds up no call for long. */
const maxUsageBatch = 1_000
const maxSpare = 10_000
const expectedMs = 3_000
const tokenNotedMs = 60_000
const maxNoted = 50_000

/** What was lost: how much, and of one that the database refused for good also which and why. */
export type LostUse = { count: number; code?: string; of?: string }

export function createUseRecorder({ pool, onLost }: { pool: Pool; onLost: (lost: LostUse) => void }): UseRecorder {
  const writer = randomUUID()
  const tell = <Entry>(nameOf: (entry: Entry) => string) => (count: number, refused?: { entry: Entry; code: string }): void => onLost(refused === undefined ? { count } : { count, code: refused.code, of: nameOf(refused.entry) })
  // Written ones serve again: each second thousands of new ones would grow old in memory until a full collection.
  const spare: UsageEntry[] = []
  const writeUsage = async (entries: UsageEntry[], sequence: number): Promise<void> => {
    await flushUsage({ pool, writer, sequence, entries })
    for (const entry of entries) if (spare.length < maxSpare) spare.push(entry)
  }
  const usage = createOutbox<UsageEntry>({ write: writeUsage, onLost: tell((one) => `usage of ${nameOf(one)}`), maxBatch: maxUsageBatch })
  const reveals = createOutbox<Reveal>({ write: (batch) => flushReveals({ pool, reveals: batch }), onLost: tell((one) => `hand-over of ${nameOf(one)}`) })
  const tokens = createOutbox<TokenUse>({ write: (batch) => flushTokenUses({ pool, uses: batch }), onLost: tell(({ token }) => `last use of token ${token}`) })
  const notedAt = new Map<string, number>()

  const entryOf = ({ connection, account, provider }: Subject): UsageEntry | null => {
    const hour = hourOf(Date.now())
    return usage.entry(connection === null ? `${account} ${provider} ${hour}` : `${connection} ${hour}`, () => reuse({ entry: spare.pop(), subject: { connection, account, provider }, hour }))
  }

  const expected = createExpected()
  const flush = async (): Promise<void> => void (await Promise.all([usage.flush(), reveals.flush(), tokens.flush()]))

  return {
    record: (outcome, { account, provider, by }) => {
      const entry = entryOf({ connection: outcome.connectionId, account, provider })
      if (entry === null) return
      addOutcome({ counts: entry.counts, outcome })
      // What was refused here has not left the vault's side.
      if (outcome.attempts > 0) markUse(entry, by)
    },
    passOver: (connections, { account, provider }) => {
      for (const connection of connections) {
        const entry = entryOf({ connection, account, provider })
        if (entry !== null) entry.counts.passedOver += 1
      }
    },
    tokenUsed: (id) => {
      // It is noted to the minute: what the database would leave out need not be sent.
      const at = Date.now()
      if (at - (notedAt.get(id) ?? 0) < tokenNotedMs) return
      if (notedAt.size >= maxNoted) notedAt.clear()
      notedAt.set(id, at)
      const use = tokens.entry(id, () => ({ token: id, lastAt: 0 }))
      if (use !== null) use.lastAt = at
    },
    revealed: (reveal) => {
      const told = reveals.entry(`${reveal.account} ${reveal.provider} ${reveal.connection ?? ''}`, () => ({ ...reveal, lastAt: new Date() }))
      if (told !== null) told.lastAt = new Date()
      const entry = entryOf(reveal)
      if (entry !== null) markHandedOut(entry)
    },
    expectRecord: expected.add,
    flush,
    drain: () => expected.settled(expectedMs).then(flush),
  }
}

function reuse({ entry, subject, hour }: { entry: UsageEntry | undefined; subject: Subject; hour: number }): UsageEntry {
  if (entry === undefined) return { ...subject, hour, lastAt: null, by: byServer, counts: emptyUsage() }
  clearUsage(entry.counts)
  return Object.assign(entry, subject, { hour, lastAt: null, by: byServer })
}

function markHandedOut(entry: UsageEntry): void {
  entry.counts.handedOut += 1
  markUse(entry, byServer)
}

function markUse(entry: UsageEntry, by: CallerMark): void {
  entry.lastAt = Date.now()
  entry.by = by
}

const nameOf = ({ account, provider, connection }: Subject): string => `${connection ?? `${provider} (built-in)`}, account ${account}`
