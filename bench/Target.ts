import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findFreePort } from '../scripts/findFreePort.ts'
import type { Load } from './Load.ts'
import type { Database } from './openPlace.ts'
import { type Process, startProcess } from './startProcess.ts'

/** Something that is called: where, how, and which process does the work. */
export type Target = { name: string; port: number; requests: Load['requests']; process: Process }

const chatPath = '/v1/chat/completions'
const bearer = { authorization: `Bearer ${'x'.repeat(48)}` }

export async function startUpstream(): Promise<Target> {
  const process = await startProcess({ script: 'bench/processes/upstream.ts' })
  return { name: 'direct', port: Number(process.ready.port), requests: [{ path: chatPath, headers: bearer }], process }
}

export async function startUndici(upstream: Target): Promise<Target> {
  const started = await startProcess({ script: 'bench/processes/undiciProxy.ts', env: { ...process.env, BENCH_UPSTREAM: `http://127.0.0.1:${upstream.port}` } })
  return { name: 'undici', port: Number(started.ready.port), requests: [{ path: chatPath, headers: bearer }], process: started }
}

/** As its own image runs it, on Node 20, or (`isOnOurNode`) on the Node that everything else here runs on. */
export async function startPortkey({ upstream, isOnOurNode }: { upstream: Target; isOnOurNode: boolean }): Promise<Target> {
  const port = await findFreePort()
  const process = await startProcess({
    script: 'bench/yardsticks/node_modules/@portkey-ai/gateway/build/start-server.js',
    args: [`--port=${port}`, '--headless'],
    untilServing: () => waitForPort(port),
    ...(isOnOurNode ? {} : { node: nodeOfItsImage() }),
  })
  const headers = { ...bearer, 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `http://127.0.0.1:${upstream.port}/v1` }
  return { name: isOnOurNode ? 'portkey_node24' : 'portkey', port, requests: [{ path: chatPath, headers }], process }
}

const nodeOfItsImage = (): string => join(import.meta.dirname, `yardsticks/node_modules/node-linux-${process.arch}/bin/node`)

/** The gateway process, as `npm run gateway` starts it. */
export async function startPatchbay(database: Database): Promise<Target> {
  const process = await startProcess({ script: 'src/gateway/gateway.ts', nodeArgs: gatewayArgs(), env: database.env })
  const requests = database.accounts.map(({ id, token }) => ({ path: `/api/proxy/accounts/${id}/bench/chat/completions`, headers: { authorization: `Bearer ${token}` } }))
  return { name: 'patchbay', port: Number(process.ready.port), requests, process }
}

/** What its line in package.json gives Node before the script. */
function gatewayArgs(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { scripts: { gateway: string } }
  return scripts.gateway.split(' ').filter((word) => word.startsWith('--'))
}

async function waitForPort(port: number): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' })
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await wait(50)
  }
}
