import { setTimeout as wait } from 'node:timers/promises'
import type { Fleet } from './startFleet.ts'

const giveUpMs = 20_000

/** Jobs that the workers have finished since then, once there are some: a worker makes a few as it starts. */
export async function waitForJobs({ fleet, since }: { fleet: Fleet; since: Date }): Promise<number> {
  for (const until = performance.now() + giveUpMs; ; await wait(100)) {
    const [done] = await fleet.sql<{ count: number }>(`select count(*)::int as count from pgboss.job where state = 'completed' and completed_on > $1`, [since])
    if ((done?.count ?? 0) > 0 || performance.now() > until) return done?.count ?? 0
  }
}
