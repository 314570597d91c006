import { setTimeout as wait } from 'node:timers/promises'
import { median } from './median.ts'
import { type Cell, type Pace, runCell } from './runCell.ts'
import { readRssMb } from './Machine.ts'
import type { Process } from './startProcess.ts'
import type { Target } from './Target.ts'

const body = JSON.stringify({ model: 'bench-1', messages: [{ role: 'user', content: 'Tell me something that is short. '.repeat(16) }] })

export type ScaleFigures = { gates: Record<string, number>; samples: Record<string, number[]> }

type Question = { load: Process; small: Target; large: Target; pace: Pace; /** Calls over all accounts of the large database, and how many of them come before memory is looked at. */ calls: number; warmUp: number }

/** Calls over all accounts of both databases in turn, then a great many on the large one while its memory is watched. */
export async function measureScale({ load, small, large, pace, calls, warmUp }: Question): Promise<ScaleFigures> {
  const quiet = { load, body, concurrency: 50 }
  await runCell({ ...quiet, target: small, pace: { ...pace, mostOthers: 1 }, durationMs: 1_000 })
  await runCell({ ...quiet, target: large, pace: { ...pace, mostOthers: 1 }, calls: warmUp })
  const before = await watchRss({ target: large, pace })

  const cells: { small: Cell[]; large: Cell[] } = { small: [], large: [] }
  for (let round = 0; round < pace.rounds; round += 1) {
    cells.small.push(await runCell({ ...quiet, target: small, pace, durationMs: 2_000 }))
    cells.large.push(await runCell({ ...quiet, target: large, pace, durationMs: 2_000 }))
  }
  const done = warmUp + cells.large.reduce((sum, cell) => sum + cell.calls, 0)
  if (calls > done) await runCell({ ...quiet, target: large, pace: { ...pace, mostOthers: 1 }, calls: calls - done })
  const after = await watchRss({ target: large, pace })
  return {
    gates: { scale_call: median(cells.large.map((own, round) => own.cpuUs / (cells.small[round]?.cpuUs ?? Number.NaN))), rss_growth: after / before },
    samples: { rss_mb: [before, after], large_calls_per_second: cells.large.map((cell) => cell.callsPerSecond), small_calls_per_second: cells.small.map((cell) => cell.callsPerSecond), large_cpu_us: cells.large.map((cell) => cell.cpuUs), small_cpu_us: cells.small.map((cell) => cell.cpuUs) },
  }
}

/** At rest, some moments long: what is let go by and by is not growth. */
async function watchRss({ target: { process: { pid } }, pace }: { target: Target; pace: Pace }): Promise<number> {
  const values: number[] = []
  for (let look = 0; look < 5; look += 1) {
    await wait(400 * pace.stretch)
    values.push(readRssMb(pid))
  }
  return median(values)
}
