import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export type PartEnd = { code: number | null; signal: NodeJS.Signals | null; lastLines: string[] }

export type Part = {
  name: string
  /** The message `{ type: 'ready', … }` the part sends; rejects when the part ends without. */
  ready: Promise<Record<string, unknown>>
  ended: Promise<PartEnd>
  /** Asks with SIGTERM, insists with SIGKILL after `graceMs`. Resolves when it is gone. */
  stop(): Promise<void>
  /** SIGKILL now, to it and whatever it started. */
  hasten(): void
}

type Spawn = {
  name: string
  /** Script and its arguments, run by this very Node. */
  args: string[]
  env: NodeJS.ProcessEnv
  cwd: string
  hide: (text: string) => string
  graceMs?: number
  /** Whether its output is shown as it comes; its last lines are kept in any case. */
  isShown?: boolean
  /** False for a part that sees to its own end when the parent goes away (it has streams to finish). */
  mustEndWithParent?: boolean
}

/** Node options that make a child with an IPC channel end with this process. */
export const endWithUs = ['--import', new URL(`./endWithParent.ts?parent=${process.pid}`, import.meta.url).href]
const keptLines = 40

/** Starts a Node program of ours as a child that cannot outlive us, and keeps the end of what it says. */
export function spawnPart({ name, args, env, cwd, hide, graceMs = 5000, isShown = false, mustEndWithParent = true }: Spawn): Part {
  const child = spawn(process.execPath, [...(mustEndWithParent ? endWithUs : []), ...args], {
    cwd,
    env,
    // A group of its own: Ctrl-C in the terminal reaches only us, and we stop the parts in the right order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })

  const lastLines: string[] = []
  const keep = (from: Readable, shownOn: NodeJS.WritableStream): void => {
    createInterface({ input: from, crlfDelay: Infinity }).on('line', (line) => {
      const safe = hide(line)
      if (isShown) shownOn.write(`${safe}\n`)
      if (safe.trim() === '') return
      lastLines.push(safe)
      if (lastLines.length > keptLines) lastLines.shift()
    })
  }
  keep(child.stdout!, process.stdout)
  keep(child.stderr!, process.stderr)

  const ended = new Promise<PartEnd>((resolve) => {
    child.once('error', (error) => resolve({ code: 1, signal: null, lastLines: [error.message] }))
    // 'close', not 'exit': by then its last words have arrived.
    child.once('close', (code, signal) => resolve({ code, signal, lastLines }))
  })
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    child.on('message', (message: Record<string, unknown>) => message?.type === 'ready' && resolve(message))
    void ended.then((end) => reject(new Error(describeEnd({ name, end }))))
  })
  ready.catch(() => {}) // Whoever awaits it hears of it; a part that is never awaited ends without.

  const hasten = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Gone between the look and the kill.
    }
  }
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const insist = setTimeout(hasten, graceMs)
    await ended
    clearTimeout(insist)
  }
  return { name, ready, ended, stop, hasten }
}

export function describeEnd({ name, end }: { name: string; end: PartEnd }): string {
  const how = end.signal === null ? `code ${end.code}` : end.signal
  return [`${name} ended (${how})`, ...end.lastLines.slice(-8).map((line) => `  ${line}`)].join('\n')
}
