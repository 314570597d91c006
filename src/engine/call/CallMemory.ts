import type { Candidate } from '../routing/chooseCredential.ts'
import { type CallGate, createCallGate } from './CallGate.ts'

type Verdict = 'active' | 'error' | 'unknown'

/** What one process remembers between calls: who is cooling after a 429, whose turn it is, which refusals were looked into. */
export type CallMemory = {
  /** Milliseconds (of `now`) until the candidate may be used again; 0 = now. */
  coolingMs(candidate: Candidate, now: Date): number
  cool(candidate: Candidate, until: Date): void
  /** What is under way, of an account and with a credential. */
  gate: CallGate
  /** How many calls may be under way at the same time, so that no account and no key takes all there is. */
  places: { ofAccount: number; ofCredential: number }
  /** 0, 1, 2, … for each call of one account and provider. */
  takeTurn(key: string): number
  /** Runs `check` unless it runs already or ran within the last minute, and gives that verdict. */
  checkOnce(key: string, now: Date, check: () => Promise<Verdict>): Promise<Verdict>
}

const recheckAfterMs = 60_000

/** A new credential has another envelope, and starts without its predecessor's history; a rename or a test keeps it. */
export const keyOf = (candidate: Candidate): string =>
  candidate.source === 'byo' ? `${candidate.connection.id}:${candidate.connection.sealed?.envelope.slice(0, 24)}` : `built-in:${candidate.builtIn.id}`

/** All maps hold at most `max` entries; the oldest give way, which costs no more than one early retry. */
export function createCallMemory({ max = 20_000, places = { ofAccount: 500, ofCredential: 200 } }: { max?: number; places?: CallMemory['places'] } = {}): CallMemory {
  const coolingUntil = new Map<string, number>()
  const turns = new Map<string, number>()
  const checks = new Map<string, { at: number; verdict: Promise<Verdict> }>()

  return {
    gate: createCallGate(),
    places,
    coolingMs(candidate, now) {
      if (coolingUntil.size === 0) return 0
      const until = coolingUntil.get(keyOf(candidate))
      if (until === undefined) return 0
      if (until > now.getTime()) return until - now.getTime()
      coolingUntil.delete(keyOf(candidate))
      return 0
    },
    cool(candidate, until) {
      remember(coolingUntil, keyOf(candidate), until.getTime(), max)
    },
    takeTurn(key) {
      const turn = turns.get(key) ?? 0
      remember(turns, key, (turn + 1) % Number.MAX_SAFE_INTEGER, max)
      return turn
    },
    checkOnce(key, now, check) {
      const known = checks.get(key)
      if (known !== undefined && now.getTime() - known.at < recheckAfterMs) return known.verdict
      const verdict = check().catch((): Verdict => 'unknown')
      remember(checks, key, { at: now.getTime(), verdict }, max)
      return verdict
    },
  }
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value, max: number): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > max) map.delete(map.keys().next().value as string)
}
