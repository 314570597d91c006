import { setTimeout as wait } from 'node:timers/promises'
import type { Load, Seen } from './Load.ts'
import { readCpuSeconds, watchOthers } from './Machine.ts'
import type { Process } from './startProcess.ts'
import type { Target } from './Target.ts'

/** One stretch of load on one target. */
export type Cell = Seen & { callsPerSecond: number; /** Of the target's process, microseconds of processor a call. */ cpuUs: number; /** Share of the machine that others took. */ others: number }

export type Pace = {
  rounds: number
  /** All stretches last this many times as long. */
  stretch: number
  /** Others may take this share of the machine; 1 = look away. */
  mostOthers: number
}

/** The machine was too busy with other things for figures. */
export class TooNoisy extends Error {}

const tries = 6

/** Runs a stretch of load, again when others took too much of the machine meanwhile. @throws TooNoisy, or when calls fail */
export async function runCell({ load, target, pace, ...shape }: { load: Process; target: Target; pace: Pace } & Pick<Load, 'body' | 'concurrency' | 'durationMs' | 'calls'>): Promise<Cell> {
  for (let attempt = 1; ; attempt += 1) {
    const others = watchOthers()
    const cpuBefore = readCpuSeconds(target.process.pid)
    const question: Load = { port: target.port, requests: target.requests, ...shape, ...(shape.durationMs === undefined ? {} : { durationMs: shape.durationMs * pace.stretch }) }
    const { seen, error } = await load.ask<{ seen?: Seen; error?: string }>(question)
    if (seen === undefined) throw new Error(`${target.name}: ${error}`)
    if (seen.failed > 0) throw new Error(`${target.name}: ${seen.failed} of ${seen.calls} calls failed, the first with ${seen.firstFailure}`)
    const cell = { ...seen, callsPerSecond: seen.calls / seen.seconds, cpuUs: ((readCpuSeconds(target.process.pid) - cpuBefore) / seen.calls) * 1e6, others: others.share() }
    if (cell.others <= pace.mostOthers) return cell
    if (attempt === tries) throw new TooNoisy(`Other programs took ${Math.round(cell.others * 100)} % of the machine.`)
    await wait(1_000)
  }
}
