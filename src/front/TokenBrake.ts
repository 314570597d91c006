import { PatchbayError } from '#src/engine/errors.ts'
import { groupAddress } from '#src/server/groupAddress.ts'

/**
 * Keeps a flood of wrong tokens from becoming a flood of statements. Wrong ones are remembered for a while, so that the
 * same again costs no statement; and each address may try only so many different ones. Whoever has called before goes on
 * calling, from whatever address.
 */
export type TokenBrake = {
  /**
   * Asks for a token by its hash, unless it is known to be wrong.
   * @throws PatchbayError `rate_limited` when too many wrong tokens have come from this address
   */
  find<Found>(question: Question<Found>): Promise<Found | null>
}

type Question<Found> = { hash: string; /** Of the client. */ address: string; ask: () => Promise<Found | null> }
/** `isBraked`: since none was left, until all are again. */
type Tries = { left: number; at: number; isBraked: boolean }

type Settings = { /** Wrong tokens of an address at once. */ burst?: number; perSecond?: number; keptMs?: number; maxKept?: number; now?: () => number }

export function createTokenBrake({ burst = 100, perSecond = 10, keptMs = 10_000, maxKept = 20_000, now = () => performance.now() }: Settings = {}): TokenBrake {
  const wrong = new Map<string, number>()
  const right = new Set<string>()
  const tries = new Map<string, Tries>()
  /** Questions under way, of addresses that are braked. */
  const asking = new Map<string, number>()

  const triesOf = (address: string): Tries => {
    const at = now()
    const known = tries.get(address)
    const left = known === undefined ? burst : Math.min(burst, known.left + ((at - known.at) / 1_000) * perSecond)
    return { left, at, isBraked: known !== undefined && known.isBraked && left < burst }
  }
  return {
    find: async ({ hash, address, ask }) => {
      const until = wrong.get(hash)
      if (until !== undefined && until > now()) return null
      const from = tries.size === 0 || right.has(hash) ? null : groupAddress(address)
      // Counted once the answer is there, not before: many good tokens may come for the first time at the same moment. An
      // address that is braked has no more under way than may be wrong: one try would let a thousand through else.
      const { left: mayTry, isBraked } = from === null ? { left: burst, isBraked: false } : triesOf(from)
      if (from !== null && isBraked && mayTry - (asking.get(from) ?? 0) < 1) throw new PatchbayError('rate_limited', { message: 'Too many unknown tokens have come from this address.', retryAfterSeconds: Math.max(1, Math.ceil(1 / perSecond)) })
      const found = from !== null && isBraked ? await countedIn({ asking, from, ask }) : await ask()
      if (found !== null) {
        if (!right.has(hash)) keep({ in: right, maxKept, add: () => right.add(hash) })
        return found
      }
      right.delete(hash)
      keep({ in: wrong, maxKept, add: () => wrong.set(hash, now() + keptMs) })
      const group = from ?? groupAddress(address)
      const { left, at, isBraked: wasBraked } = triesOf(group)
      // Put last, so that the oldest are the first to be forgotten.
      tries.delete(group)
      keep({ in: tries, maxKept, add: () => tries.set(group, { left: Math.max(0, left - 1), at, isBraked: wasBraked || left - 1 < 1 }) })
      return null
    },
  }
}

type Counting<Found> = { asking: Map<string, number>; from: string; ask: () => Promise<Found> }

async function countedIn<Found>({ asking, from, ask }: Counting<Found>): Promise<Found> {
  asking.set(from, (asking.get(from) ?? 0) + 1)
  try {
    return await ask()
  } finally {
    const left = asking.get(from)! - 1
    if (left > 0) asking.set(from, left)
    else asking.delete(from)
  }
}

type Bounded = { readonly size: number; keys(): Iterable<string>; delete(key: string): boolean }

function keep({ in: kept, maxKept, add }: { in: Bounded; maxKept: number; add: () => void }): void {
  if (kept.size >= maxKept) {
    const [oldest] = kept.keys()
    if (oldest !== undefined) kept.delete(oldest)
  }
  add()
}
