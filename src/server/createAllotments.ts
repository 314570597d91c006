/**
 * Counts what keys use of a limit a minute that many processes share, without asking anybody in the way: a process has a
 * share in hand, counts it down in memory and asks for the next before it is used up.
 */
export type Allotments = {
  /** Uses one. Null when it may go on, else the milliseconds to wait. */
  take(key: string): number | null
}

type Settings = {
  /** Uses a minute, over all processes. */
  limit: number
  /** Adds to the count that all processes share; rejects when nobody keeps it just now. */
  add(question: { key: string; points: number }): Promise<{ total: number; leftMs: number }>
  windowMs: number
  now?: () => number
  maxKeys?: number
}

type Share = {
  /** One minute's share is another object than the next one's: an answer that comes late belongs to none. */
  used: number
  /** May be used without another word. */
  granted: number
  /** Written down in the shared count. */
  counted: number
  endsAt: number
  isExhausted: boolean
  isAsking: boolean
  askAgainAt: number
}

/** What a process lends a key before it asks: below it, a key costs no statement at all. */
const lentPart = 0.01
/** An answer that takes this long is as good as none. */
const answerMs = 2_000
/** With the database away, one question a second and key is enough. */
const askAgainMs = 1_000
/** Questions on their way at the same time: they must not take all of the pool. */
const maxAsking = 4

/**
 * While the shared count cannot be kept, a process goes by its own count: nobody is refused for the database's sake, and
 * nobody uses more of one process than the limit of all. Below `lentPart` of the limit a process does not ask, so that
 * much for each process may come on top.
 */
export function createAllotments({ limit, add, windowMs, now = () => performance.now(), maxKeys = 50_000 }: Settings): Allotments {
  const lent = Math.max(1, Math.floor(limit * lentPart))
  const shares = new Map<string, Share>()
  let asking = 0

  const open = ({ key, at }: { key: string; at: number }): Share => {
    // The first of a Map is its oldest.
    const [oldest] = shares.size >= maxKeys && !shares.has(key) ? shares.keys() : []
    if (oldest !== undefined) shares.delete(oldest)
    const share: Share = { used: 0, granted: lent, counted: 0, endsAt: at + windowMs, isExhausted: false, isAsking: false, askAgainAt: 0 }
    shares.set(key, share)
    return share
  }
  const ask = async ({ key, share }: { key: string; share: Share }): Promise<void> => {
    share.isAsking = true
    asking += 1
    // As much again as it has used: a busy key asks some ten times a minute, whatever its limit.
    const chunk = Math.min(Math.max(share.used, lent), Math.ceil(limit / 10))
    const points = Math.max(0, share.used - share.counted) + chunk
    try {
      const { total, leftMs } = await withDeadline(add({ key, points }))
      share.counted += points
      share.isExhausted = total >= limit
      // Of what goes beyond the limit nothing is granted; what was used on credit is used.
      share.granted = Math.max(share.granted, share.counted - Math.max(0, total - limit))
      share.endsAt = now() + leftMs
    } catch {
      share.askAgainAt = now() + askAgainMs
    } finally {
      share.isAsking = false
      asking -= 1
    }
  }
  const askSoon = ({ key, share, at }: { key: string; share: Share; at: number }): void => {
    if (!share.isAsking && !share.isExhausted && asking < maxAsking && at >= share.askAgainAt) void ask({ key, share })
  }

  return {
    take: (key) => {
      const at = now()
      const known = shares.get(key)
      const share = known === undefined || at >= known.endsAt ? open({ key, at }) : known
      if (share.used >= (share.isExhausted ? share.granted : limit)) return Math.max(1, share.endsAt - at)
      share.used += 1
      if (share.granted - share.used < share.granted / 4) askSoon({ key, share, at })
      return null
    },
  }
}

async function withDeadline<T>(answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('no answer in time')), answerMs).unref()
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer))
}
