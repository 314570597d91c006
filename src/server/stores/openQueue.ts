import { PgBoss } from 'pg-boss'

type Settings = {
  /** A session of its own: `DATABASE_DIRECT_URL` where the main address is a transaction pooler. */
  url: string
  /** install: only makes the schema · work: runs jobs, keeps their clock and cleans up after dead workers. */
  purpose: 'install' | 'work'
  /** What is wrong with the queue itself; jobs report their own faults. */
  onTrouble(error: unknown): void
  /** How long one of its statements may go unanswered; some are about very many rows. */
  statementMs?: number
}

/** The job queue, in its own schema `pgboss` of the same Postgres. To be started and stopped by whoever opens it. */
export function openQueue({ url, purpose, onTrouble, statementMs = 300_000 }: Settings): PgBoss {
  const isWorking = purpose === 'work'
  const queue = new PgBoss({
    connectionString: url,
    max: 2,
    // Handed on to its pool, and not among the options that it names.
    ...({ query_timeout: statementMs } as object),
    connectionTimeoutMillis: 10_000,
    application_name: 'patchbay-worker',
    supervise: isWorking,
    schedule: isWorking,
    useListenNotify: isWorking,
    // How soon another worker takes over what a dead one held, and how exact the minute of a schedule is.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    cronMonitorIntervalSeconds: 15,
  })
  // Without a listener an error of the queue would end the process.
  queue.on('error', onTrouble)
  return queue
}
