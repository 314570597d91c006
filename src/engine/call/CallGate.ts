/** Counts what is under way at the same time, by key. */
export type CallGate = {
  /** Takes a place, and gives the function that frees it; null when all are taken. */
  enter(question: { key: string; places: number; now: Date }): (() => void) | null
}

/** Whoever neither reads an answer nor gives it up holds a place no longer than this. */
const heldAtMostMs = 600_000

/** `at`: its index among those inside; -1 = it has been left. */
type Place = { since: number; at: number }

/** In this process: several processes let through as many times more. */
export function createCallGate(): CallGate {
  const taken = new Map<string, Place[]>()
  const leave = ({ key, inside, place }: { key: string; inside: Place[]; place: Place }): void => {
    free({ inside, place })
    // An entry for each key that was ever used would only grow.
    if (inside.length === 0 && taken.get(key) === inside) taken.delete(key)
  }
  return {
    enter({ key, places, now }) {
      const known = taken.get(key)
      const inside = known ?? []
      if (inside.length >= places) for (const place of inside.filter(({ since }) => since < now.getTime() - heldAtMostMs)) free({ inside, place })
      if (inside.length >= places) return null
      const place = { since: now.getTime(), at: inside.length }
      inside.push(place)
      if (known === undefined) taken.set(key, inside)
      return () => leave({ key, inside, place })
    },
  }
}

/** The last one takes its index: leaving costs the same however many are inside. */
function free({ inside, place }: { inside: Place[]; place: Place }): void {
  if (place.at === -1) return
  const last = inside.pop() as Place
  if (last !== place) {
    inside[place.at] = last
    last.at = place.at
  }
  place.at = -1
}
