import type { RefreshFacts } from '../catalog/TokenBlocks.ts'

type Due = {
  facts: RefreshFacts
  /** How long the token still lives; null = not known. */
  lifeSeconds: number | null
  now: Date
  /** 0 ≤ n < 1; spreads renewals. */
  random: () => number
}

/** Before the token ends, or before the service ends an idle grant, whichever is first; null where neither is known. */
export function renewalDueAt({ facts, lifeSeconds, now, random }: Due): Date | null {
  const spread = 0.8 + 0.4 * random()
  const waits = [
    ...(lifeSeconds === null ? [] : [lifeSeconds - Math.min(marginOf({ facts, lifeSeconds }) * spread, lifeSeconds / 2)]),
    // Well before the end, so that an outage of days takes nothing.
    ...(facts.idleDays === null ? [] : [facts.idleDays * 86_400 * (1 - 0.25 * spread)]),
  ]
  return waits.length === 0 ? null : new Date(now.getTime() + Math.round(Math.min(...waits) * 1000))
}

const marginOf = ({ facts, lifeSeconds }: Pick<Due, 'facts'> & { lifeSeconds: number }): number => facts.marginSeconds ?? Math.max(300, lifeSeconds / 10)
