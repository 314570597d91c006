import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Part, type PartEnd, spawnPart } from '../../../scripts/processes/spawnPart.ts'

const root = join(import.meta.dirname, '../../..')
/** As systemd and Kubernetes do, so that what cannot start yet does not take the machine. */
const betweenStartsMs = 300

export type Supervised = {
  name: string
  port: number
  /** Resolves when the start that is under way, or the next one, says that it is ready. */
  whenReady(): Promise<void>
  /** SIGKILL; it is started again. Resolves when it is dead. */
  kill(): Promise<void>
  /** SIGTERM, and not started again. */
  stop(): Promise<PartEnd | undefined>
  /** How it ended, whenever nobody had asked it to. */
  falls: PartEnd[]
}

type Supervising = { name: string; /** Below the root. */ script: string; port: number; env: NodeJS.ProcessEnv }

/** One process of the product, on its port, started again whenever it ends. */
export function supervise({ name, script, port, env }: Supervising): Supervised {
  const falls: PartEnd[] = []
  let isStopping = false
  let killed: Part | undefined
  let ready = Promise.withResolvers<void>()
  let current = start()

  function start(): Part {
    const part = spawnPart({ name, args: [join(root, script)], env: { ...env, PORT: String(port) }, cwd: root, hide: (line) => line, graceMs: 20_000 })
    part.ready.then(() => ready.resolve(), () => {})
    void part.ended.then(async (end) => {
      ready = Promise.withResolvers<void>()
      if (isStopping) return
      if (killed !== part) falls.push(end)
      await wait(betweenStartsMs)
      if (!isStopping) current = start()
    })
    return part
  }

  return {
    name, port, falls,
    whenReady: () => ready.promise,
    kill: async () => {
      killed = current
      killed.hasten()
      await killed.ended
    },
    stop: async () => {
      isStopping = true
      await current.stop()
      return current.ended
    },
  }
}
