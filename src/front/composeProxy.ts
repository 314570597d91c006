import { createCallMemory } from '#src/engine/call/CallMemory.ts'
import type { CallPorts } from '#src/engine/call/CallPorts.ts'
import { performCall } from '#src/engine/call/performCall.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { judgeConnection } from '#src/server/judgeConnection.ts'
import { runtime } from '#src/server/runtime.ts'
import { createCallerStore } from '#src/server/stores/CallerStore.ts'
import { createUseNotes } from '#src/server/stores/createUseNotes.ts'
import { loadResolution } from '#src/server/stores/loadResolution.ts'
import type { FrontHandler } from './createFront.ts'
import { handleProxy, type ProxyLogLine } from './handleProxy.ts'

/** The proxy with everything it needs of this process. `close` writes down what is still in memory. */
export function composeProxy(): { handle: FrontHandler; close(): Promise<void> } {
  const { pool, dataKeys, egress, env } = runtime()
  const memory = createCallMemory()
  const uses = createUseNotes(pool)
  const ports: CallPorts = {
    load: (query) => loadResolution({ pool, query }),
    dataKeys,
    egress,
    onRefused: judgeAgain,
    record: ({ connectionId }) => {
      if (connectionId !== null) uses.note(connectionId, new Date())
    },
    now: () => new Date(),
    random: Math.random,
  }
  return {
    handle: handleProxy({ store: createCallerStore(pool), secret: env.PAYLOAD_SECRET, call: (request) => performCall({ ports, memory, request }), log: logTrouble }),
    close: () => uses.flush(),
  }
}

/** A refused call proves little (a wrong path can be a 401 too), so the row's own test decides. */
async function judgeAgain(record: ConnectionRecord): Promise<'active' | 'error' | 'unknown'> {
  const { pool } = runtime()
  const { provider } = await loadResolution({ pool, query: { account: record.account, provider: record.provider, connectionId: record.id, user: record.owner } })
  if (provider === null) return 'unknown'
  const result = await judgeConnection({ record, provider })
  if (result.ok) return 'active'
  return result.code === 'credential_rejected' ? 'error' : 'unknown'
}

/** A line for each call would cost more than the call's own work; refusals of ours and broken streams are what is looked for. */
function logTrouble(line: ProxyLogLine): void {
  if (line.code !== null || line.isCut) console.log(JSON.stringify(line))
}
