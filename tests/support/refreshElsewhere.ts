import { callProvider } from '#src/server/callProvider.ts'
import { refreshConnection } from '#src/server/refreshConnection.ts'
import { callEngine } from '#src/server/callEngine.ts'
import { toPatchbayError } from '#src/server/toPatchbayError.ts'

/**
 * A process of its own that renews tokens (WORK, as JSON) and prints one line with what came of it; for tests that run
 * several or kill them on the way. Its clock may be wrong by `skewMs`.
 */
type Work = { account: string; connections: string[]; /** How long to keep calling; left out: renews each connection once, by hand. */ forMs?: number; skewMs?: number }

const { account, connections, forMs, skewMs = 0 } = JSON.parse(process.env.WORK ?? '{}') as Work
if (skewMs !== 0) {
  const RealDate = Date
  globalThis.Date = class extends RealDate {
    constructor(...given: []) {
      super(...(given.length === 0 ? ([RealDate.now() + skewMs] as unknown as []) : given))
    }
    static override now = (): number => RealDate.now() + skewMs
  } as DateConstructor
}

const seen: Record<string, number> = {}
const count = (what: string | number): void => void (seen[what] = (seen[what] ?? 0) + 1)
const codeOf = (error: unknown): string => toPatchbayError(error).code

async function call(connectionId: string): Promise<void> {
  try {
    const answer = await callProvider({ account, connectionId, path: '/me' })
    await answer.text()
    count(answer.status)
  } catch (error) {
    count(codeOf(error))
  }
}

if (forMs === undefined) {
  for (const connectionId of connections) await refreshConnection({ connectionId, reason: 'by_hand' }).then(({ outcome }) => count(outcome), (error: unknown) => count(codeOf(error)))
} else {
  const until = performance.now() + forMs
  const caller = async (first: number): Promise<void> => {
    for (let turn = first; performance.now() < until; turn += 1) await call(connections[(turn * 7 + first) % connections.length] as string)
  }
  await Promise.all(Array.from({ length: 8 }, (_, index) => caller(index * 3 + Math.floor(Math.random() * connections.length))))
}
await callEngine().recorder.flush()
console.log(JSON.stringify(seen))
process.exit(0)
