import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

type Starting = { env: Record<string, string>; work: Record<string, unknown> }

/** Runs refreshElsewhere.ts in a process of its own. `done`: what it counted, or the signal that ended it. */
export function startElsewhere({ env, work }: Starting): { child: ChildProcess; done: Promise<{ signal: string | null; seen: Record<string, number>; output: string }> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'refreshElsewhere.ts')], { env: { ...process.env, ...env, WORK: JSON.stringify(work) }, stdio: ['ignore', 'pipe', 'pipe'] })
  const finish = async () => {
    const [output, errors, [, signal]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'exit')])
    const line = output.trim().split('\n').at(-1) ?? ''
    return { signal: signal as string | null, seen: line.startsWith('{') ? (JSON.parse(line) as Record<string, number>) : {}, output: `${output}${errors}` }
  }
  return { child, done: finish() }
}
