import pg from 'pg'
import { vi } from 'vitest'

/**
 * Texts (or names) of what goes to the database while `work` runs: not the bookkeeping of earlier work, nor the
 * listener's signs of life. The server's memory has heard of all that was done before.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<string[]> {
  const [{ callEngine }, { runtime }] = await Promise.all([import('#src/server/callEngine.ts'), import('#src/server/runtime.ts')])
  await callEngine().recorder.flush()
  await runtime().changes.catchUp()
  const sent: string[] = []
  const original = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [query] = args as [{ name?: string; text?: string } | string]
    const text = typeof query === 'string' ? query : (query.name ?? query.text ?? '?')
    if (text !== 'select pg_notify($1, $2)') sent.push(text)
    return (original as (...all: unknown[]) => unknown).apply(this, args) as never
  })
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  return sent
}

/** Lets the server's memory begin, with nothing in it. */
export async function startRemembering(): Promise<void> {
  const { runtime } = await import('#src/server/runtime.ts')
  const { changes } = runtime()
  changes.start()
  await vi.waitFor(() => {
    if (!changes.isFresh()) throw new Error('nothing is heard yet')
  }, { timeout: 10_000 })
  await changes.catchUp()
  changes.cache.clear()
}
