import type { Fleet, Kind } from './startFleet.ts'

export type Fault = {
  name: string
  /** Resolves when the harm is done; says whose calls it may break off, what may be refused until all is well, and what it cut. */
  strike(round: number): Promise<{ cut: string[]; killed: string | null; note?: number }>
  codes: string[]
}

/** Whatever needs the database is refused without it, in one of these ways. */
const withoutDatabase = ['database_unavailable', 'vault_unavailable']

/** Each way in which a part of the fleet goes, in turn. */
export const faultKinds = (fleet: Fleet): Fault[] => [
  killing({ fleet, kind: 'gateway' }),
  { name: 'LISTEN cut', codes: [], strike: async () => ({ cut: [], killed: null, note: await cutListeners(fleet) }) },
  killing({ fleet, kind: 'web' }),
  {
    name: 'Postgres restarted', codes: withoutDatabase,
    strike: async () => {
      await fleet.restartPostgres()
      return { cut: [], killed: null }
    },
  },
  killing({ fleet, kind: 'worker' }),
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

/** Connections that wait for word from others; Postgres does not say which listen, but what they last said. */
async function cutListeners(fleet: Fleet): Promise<number> {
  const cut = await fleet.sql<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ~* '^\\s*(listen|notify|select pg_notify)' and pg_terminate_backend(pid)`)
  return cut.length
}
