import { type CallMemory, createCallMemory } from '#src/engine/call/CallMemory.ts'
import type { CallAnswer, CallPorts, CallRequest } from '#src/engine/call/CallPorts.ts'
import { performCall } from '#src/engine/call/performCall.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { judgeConnection } from './judgeConnection.ts'
import { renewConnection } from './renewConnection.ts'
import { runtime } from './runtime.ts'
import { type CallLoader, createCallLoader } from './stores/createCallLoader.ts'
import { reserveBuiltIn } from './stores/reserveBuiltIn.ts'
import { readCompiled } from './stores/readCompiled.ts'
import { createUseRecorder, type UseRecorder } from './UseRecorder.ts'

export type CallEngine = { call(request: CallRequest): Promise<CallAnswer>; loader: CallLoader; recorder: UseRecorder }

// One a process, whichever copy of this module asks (Next bundles its own): cooling and single flight are shared.
const shared = globalThis as { __patchbayCallEngine?: CallEngine }

/** The engine's call pipeline on this process's database, keys and way out. */
export function callEngine(): CallEngine {
  shared.__patchbayCallEngine ??= createCallEngine(createCallMemory())
  return shared.__patchbayCallEngine
}

function createCallEngine(memory: CallMemory): CallEngine {
  const { pool, dataKeys, egress, changes } = runtime()
  const loader = createCallLoader({ pool, changes })
  const recorder = createUseRecorder({ pool, onLost: (lost) => console.error(JSON.stringify({ event: 'uses_lost', ...lost, reason: lost.code === undefined ? 'the database did not take them, and no more can be kept' : 'the database can never take it' })) })
  // A script ends without a drain; what it used is written before it goes.
  process.once('beforeExit', () => void recorder.flush())
  const ports: CallPorts = {
    load: loader.resolution,
    dataKeys,
    egress,
    renew: renewConnection,
    onRefused: async (connection) => {
      const result = await judge(connection)
      return result === null || (!result.ok && result.code !== 'credential_rejected') ? 'unknown' : result.ok ? 'active' : 'error'
    },
    record: recorder.record,
    expectRecord: recorder.expectRecord,
    passOver: recorder.passOver,
    reserveBuiltIn: (builtIn, { account }) => reserveBuiltIn({ pool, builtIn, account }),
    now: () => new Date(),
    random: Math.random,
  }
  return { loader, recorder, call: (request) => performCall({ ports, memory, request }) }
}

/** Runs the row's test on a credential a provider just refused; the verdict is written where it is read. */
async function judge(record: ConnectionRecord) {
  const provider = await readCompiled({ pool: runtime().pool, key: record.provider })
  return provider === null ? null : judgeConnection({ record, provider })
}
