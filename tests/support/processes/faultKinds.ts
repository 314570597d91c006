import { setTimeout as wait } from 'node:timers/promises'
import type { Fleet, Kind } from './startFleet.ts'

export type Fault = {
  name: string
  /** Codes that calls may be refused with until all is well again. */
  codes: string[]
  /** How long what was revoked meanwhile may still be used, where it is longer than always. */
  boundMs?: number
  /** Does the harm. `cut`: whose calls may break off; `killed`: who may have lost counts; `listeners`: how many were cut or silenced. */
  strike(round: number): Promise<{ cut: string[]; killed: string | null; listeners?: number }>
}

/** Whatever needs the database is refused without it, in one of these ways. */
const withoutDatabase = ['database_unavailable', 'vault_unavailable']
/** A process asks the database again for everything once it has heard nothing for eight seconds. */
const silenceMs = 10_000
const giveUpMs = 30_000

/** Each way in which a part of the fleet goes, in turn. `isLong`: with the one that takes its time. */
export const faultKinds = ({ fleet, isLong }: { fleet: Fleet; isLong: boolean }): Fault[] => [
  killing({ fleet, kind: 'gateway' }),
  { name: 'LISTEN cut', codes: [], strike: async () => ({ cut: [], killed: null, listeners: await cutListeners(fleet) }) },
  killing({ fleet, kind: 'web' }),
  {
    name: 'Postgres restarted', codes: withoutDatabase,
    strike: async () => {
      await fleet.restartPostgres()
      return { cut: [], killed: null }
    },
  },
  killing({ fleet, kind: 'worker' }),
  ...(isLong ? [{ name: 'LISTEN silent', codes: [], boundMs: silenceMs, strike: async () => ({ cut: [], killed: null, listeners: await silenceListeners(fleet) }) }] : []),
]

const killing = ({ fleet, kind }: { fleet: Fleet; kind: Kind }): Fault => ({
  name: `${kind} killed`, codes: [],
  strike: async (round) => {
    const members = fleet.members[kind]
    const victim = members[round % members.length]!
    await victim.kill()
    return { cut: [victim.name], killed: victim.name }
  },
})

/** Postgres does not say who listens, but what they last said: of the caches a beat, of the queue that it listens, or whether it still does. */
const [ofCaches, ofQueue] = ['^\\s*(listen|select pg_notify)', 'pg_listening_channels']

/** By the server, as an administrator or a failover does: each hears of it at once. */
async function cutListeners(fleet: Fleet): Promise<number> {
  const cut = await fleet.sql(`select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ~* $1 and pg_terminate_backend(pid)`, [`${ofCaches}|${ofQueue}`])
  return cut.length
}

/** They hold their connection and say nothing, as behind a network that drops packets; until each process has made itself another. */
async function silenceListeners(fleet: Fleet): Promise<number> {
  const list = async (): Promise<number[]> => (await fleet.sql<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name not like '%worker%' and query ~* $1`, [ofCaches])).map(({ pid }) => pid)
  const silent = await list()
  if (silent.length === 0) throw new Error('No process listens for changes, so that none can fall silent.')
  for (const pid of silent) process.kill(pid, 'SIGSTOP')
  try {
    for (const until = performance.now() + giveUpMs; performance.now() < until; await wait(200)) {
      const others = (await list()).filter((pid) => !silent.includes(pid))
      if (others.length >= silent.length) return silent.length
    }
    throw new Error(`Not every process that lost its listening connection made another within ${giveUpMs / 1000} s.`)
  } finally {
    for (const pid of silent) process.kill(pid, 'SIGCONT')
  }
}
