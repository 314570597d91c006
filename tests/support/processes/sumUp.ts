import type { Call } from './Call.ts'
import type { House } from './openHouse.ts'
import type { Struck } from './strikeOnce.ts'

type Summing = { calls: Call[]; house: House; struck: Struck[] }

/** The figures of a run, for people and for the record. */
export function sumUp({ calls, house, struck }: Summing) {
  const outcomes: Record<string, number> = {}
  for (const call of calls) {
    const outcome = call.broken ?? (call.status === 200 ? 'answered' : call.codes.join())
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  const ended = [...house.connections, ...house.tokens].filter((one) => one.endedAt !== null)
  /** From the answer of its revocation to the last call that was served with it. */
  const lagOf = (one: (typeof ended)[number]): number => calls.reduce((longest, call) => (call.status === 200 && (call.connection === one || call.token === one) ? Math.max(longest, call.sentAt - (one.endedAt ?? 0)) : longest), 0)
  const recoveries = [...Map.groupBy(struck, ({ report }) => report.fault)].map(([fault, all]) => {
    const longestUse = (one: Struck): number => Math.max(0, ...ended.filter(({ endedAt }) => endedAt !== null && endedAt >= one.outage.from && endedAt <= one.outage.until).map(lagOf))
    const sum = (figure: 'brokenOff' | 'refused' | 'listeners'): number => all.reduce((total, { report }) => total + (report[figure] ?? 0), 0)
    const took = all.map(({ report }) => report.recoveredMs).sort((a, b) => a - b)
    return { fault, times: all.length, recoveredMs: { median: took[Math.floor(took.length / 2)] ?? 0, longest: took.at(-1) ?? 0 }, brokenOff: sum('brokenOff'), refused: sum('refused'), listeners: sum('listeners'), usedAfterRevocationMs: Math.round(Math.max(...all.map(longestUse))) }
  })
  const durations = calls.filter((call) => call.status === 200).map((call) => call.answeredAt - call.sentAt).sort((a, b) => a - b)
  const at = (share: number): number => Math.round((durations[Math.floor(durations.length * share)] ?? 0) * 10) / 10
  return {
    seconds: Math.round(((calls.at(-1)?.answeredAt ?? 0) - (calls[0]?.sentAt ?? 0)) / 1000),
    calls: calls.length, outcomes, callMs: { p50: at(0.5), p99: at(0.99) },
    revoked: ended.length,
    refusedWhileChanging: house.refusals, recoveries,
  }
}
