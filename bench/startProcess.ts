import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { endWithUs } from '../scripts/processes/spawnPart.ts'

export type Process = {
  pid: number
  child: ChildProcess
  /** What it said when it was ready. */
  ready: Record<string, unknown>
  /** Sends a message and waits for the one that comes back. */
  ask<Answer>(question: unknown): Promise<Answer>
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '..')
/** `endWithUs` is TypeScript, which older Nodes do not read. */
const endsWithUsPlainly = ['--import', "data:text/javascript,process.on('disconnect',()=>process.exit())"]

type Starting = { /** Below the repository. */ script: string; /** Another Node than ours; its programs are plain JavaScript. */ node?: string; args?: string[]; /** For Node itself. */ nodeArgs?: string[]; env?: NodeJS.ProcessEnv; /** For programs that send no message: resolves when it serves. */ untilServing?: () => Promise<void> }

/** A Node program as a child that cannot outlive us; resolves when it says that it is ready. */
export async function startProcess({ script, node = process.execPath, args = [], nodeArgs = [], env = process.env, untilServing }: Starting): Promise<Process> {
  const child = spawn(node, [...(node === process.execPath ? endWithUs : endsWithUsPlainly), ...profiling(), ...nodeArgs, join(root, script), ...args], { cwd: root, env: { ...env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  let lastWords = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (lastWords = `${lastWords}${chunk}`.slice(-2_000)))
  const ended = once(child, 'exit').then(([code, signal]) => new Error(`${script} ended (${code ?? signal}): ${lastWords}`))
  const orEnd = <T>(work: Promise<T>): Promise<T> => Promise.race([work, ended.then((error) => Promise.reject(error))])
  const ready = untilServing === undefined ? ((await orEnd(once(child, 'message')))[0] as Record<string, unknown>) : await orEnd(untilServing().then(() => ({})))
  return {
    pid: child.pid ?? 0,
    child,
    ready,
    ask: async <Answer>(question: unknown) => {
      const answer = orEnd(once(child, 'message'))
      child.send(question as object)
      return (await answer)[0] as Answer
    },
    stop: async () => {
      child.kill('SIGTERM')
      const insist = setTimeout(() => child.kill('SIGKILL'), 8_000)
      await ended
      clearTimeout(insist)
    },
  }
}

/** `BENCH_CPU_PROF=<folder>`: a profile of each process. */
const profiling = (): string[] => (process.env.BENCH_CPU_PROF ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_CPU_PROF}`] : [])
