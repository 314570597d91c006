/** Counts what is under way at the same time, by key. */
export type CallGate = {
  /** Takes a place, and gives the function that frees it; null when all are taken. */
  enter(question: { key: string; places: number; now: Date }): (() => void) | null
}

/** Whoever neither reads an answer nor gives it up holds a place no longer than this. */
const heldAtMostMs = 600_000

/** In this process: several processes let through as many times more. */
export function createCallGate(): CallGate {
  const taken = new Map<string, Set<{ since: number }>>()
  return {
    enter({ key, places, now }) {
      const inside = taken.get(key) ?? new Set()
      if (inside.size >= places) for (const one of inside) if (one.since < now.getTime() - heldAtMostMs) inside.delete(one)
      if (inside.size >= places) return null
      const place = { since: now.getTime() }
      taken.set(key, inside.add(place))
      return () => {
        inside.delete(place)
        // An entry for each key that was ever used would only grow.
        if (inside.size === 0 && taken.get(key) === inside) taken.delete(key)
      }
    },
  }
}
