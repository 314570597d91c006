import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** `npm start` in a fresh clone of this commit, from the first key to an answer of /api/health; then once more. Seconds. */
export async function measureStarts({ folder }: { folder: string }): Promise<{ first_start_s: number; second_start_s: number }> {
  const clone = join(folder, 'clone')
  execFileSync('git', ['clone', '--quiet', root, clone])
  return { first_start_s: await startOnce(clone), second_start_s: await startOnce(clone) }
}

/** Ours would lead it to the database and the packages of the bench. */
const foreign = /^(DATABASE_|PATCHBAY_|PAYLOAD_|npm_|NODE_|BENCH_|INIT_CWD$)/

async function startOnce(clone: string): Promise<number> {
  const startedAt = performance.now()
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name) || /^npm_config_(registry|cache|userconfig)$/.test(name)))
  const child = spawn('npm', ['start'], { cwd: clone, env: { ...env, PORT: '0', PATH: withoutModules(process.env.PATH ?? '') } as unknown as NodeJS.ProcessEnv, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  // It is a group of its own, as in a terminal: nobody else would end it when the bench is stopped.
  const abandon = (): void => void (child.exitCode === null && child.pid !== undefined && process.kill(-child.pid, 'SIGTERM'))
  process.once('exit', abandon)
  try {
    const url = await readAddress(child)
    const { status } = await fetch(`${url}/api/health`)
    if (status !== 200) throw new Error(`npm start serves, but is not healthy (${status})`)
    return (performance.now() - startedAt) / 1000
  } finally {
    process.off('exit', abandon)
    await stop(child)
  }
}

/** A fresh clone has only the Node of the machine to begin with. */
const withoutModules = (path: string): string => path.split(':').filter((one) => !one.includes('node_modules')).join(':')

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const read = (chunk: Buffer): void => {
      said = `${said}${chunk}`
      const [, url] = /^\s*Patchbay\s+(http\S+)/m.exec(said) ?? []
      if (url !== undefined) resolve(url)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${said.slice(-1_500)}`)))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  // As Ctrl-C in a terminal: the whole group.
  process.kill(-child.pid, 'SIGINT')
  const insist = setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), 20_000)
  await ended
  clearTimeout(insist)
}
