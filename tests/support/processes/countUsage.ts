import { setTimeout as wait } from 'node:timers/promises'
import type { Call } from './Call.ts'
import type { House } from './openHouse.ts'
import type { Arrival } from './judgeCalls.ts'

export type UsageReport = { answered: number; arrived: number; counted: number; lost: number; mayBeLost: number; /** Connections with more calls counted than arrived. */ tooMany: string[] }

type Counting = { house: House; calls: Call[]; arrivals: Arrival[]; mayBeLost: number }

const giveUpMs = 10_000

/** What was counted against what was answered, once all that waits in a process has been written. */
export async function countUsage({ house, calls, arrivals, mayBeLost }: Counting): Promise<UsageReport> {
  const answered = calls.filter((call) => call.status === 200 && call.origin === 'provider').length
  const connectionOf = new Map(house.connections.flatMap(({ id, keys }) => keys.map((key): [string, string] => [`Bearer ${key.value}`, id])))
  const arrived = Map.groupBy(arrivals, ({ authorization }) => connectionOf.get(authorization ?? ''))
  for (const until = performance.now() + giveUpMs; ; await wait(500)) {
    const counts = await Promise.all(house.connections.map(async (connection) => ({ id: connection.id, count: await house.readCalls(connection) })))
    const counted = counts.reduce((sum, { count }) => sum + count, 0)
    const tooMany = counts.flatMap(({ id, count }) => (count > (arrived.get(id)?.length ?? 0) ? [`${id}: ${count} of ${arrived.get(id)?.length ?? 0}`] : []))
    if (counted >= answered - mayBeLost || performance.now() > until) return { answered, arrived: arrivals.length, counted, lost: Math.max(0, answered - counted), mayBeLost, tooMany }
  }
}
