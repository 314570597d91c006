import type { Call } from './Call.ts'
import type { House } from './openHouse.ts'
import type { FaultReport } from './strikeOnce.ts'

type Summing = { calls: Call[]; house: House; reports: FaultReport[] }

/** The figures of a run, for people and for the record. */
export function sumUp({ calls, house, reports }: Summing) {
  const outcomes: Record<string, number> = {}
  for (const call of calls) {
    const outcome = call.broken ?? (call.status === 200 ? 'answered' : call.codes.join())
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  const ended = [...house.connections, ...house.tokens].filter((one) => one.endedAt !== null)
  const lags = ended.map((one) => {
    const used = calls.filter((call) => call.status === 200 && (call.connection === one || call.token === one))
    return Math.max(0, ...used.map((call) => call.sentAt - (one.endedAt ?? 0)))
  })
  const durations = calls.filter((call) => call.status === 200).map((call) => call.answeredAt - call.sentAt).sort((a, b) => a - b)
  const at = (share: number): number => Math.round((durations[Math.floor(durations.length * share)] ?? 0) * 10) / 10
  return {
    seconds: Math.round(((calls.at(-1)?.answeredAt ?? 0) - (calls[0]?.sentAt ?? 0)) / 1000),
    calls: calls.length, outcomes, callMs: { p50: at(0.5), p99: at(0.99) },
    revoked: ended.length, longestUsedAfterMs: Math.round(Math.max(0, ...lags)),
    refusedWhileChanging: house.refusals, recoveries: reports,
  }
}
