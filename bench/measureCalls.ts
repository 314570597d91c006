import { median } from './median.ts'
import { type Cell, type Pace, runCell } from './runCell.ts'
import type { Process } from './startProcess.ts'
import type { Target } from './Target.ts'

type Kind = 'one' | 'fifty' | 'stream' | 'paced'
export type CallCells = Record<string, Record<Kind, Cell[]>>

const message = { role: 'user', content: 'Tell me something that is short. '.repeat(16) }
const plain = JSON.stringify({ model: 'bench-1', messages: [message] })
const kinds: Record<Kind, { body: string; concurrency: number; durationMs: number }> = {
  one: { body: plain, concurrency: 1, durationMs: 1_000 },
  fifty: { body: plain, concurrency: 50, durationMs: 1_500 },
  stream: { body: JSON.stringify({ model: 'bench-1', stream: true, messages: [message] }), concurrency: 1, durationMs: 800 },
  // Its chunks come a millisecond apart: a door that waits for more before it passes the first on would show. Everybody sleeps in between, so that it measures also how a machine wakes.
  paced: { body: JSON.stringify({ model: 'bench-1', stream: true, user: 'paced', messages: [message] }), concurrency: 1, durationMs: 1_000 },
}

/** All targets in turn, in another order each round, so that what the machine does meanwhile meets them alike. */
export async function measureCalls({ load, targets, pace }: { load: Process; targets: Target[]; pace: Pace }): Promise<CallCells> {
  const cells: CallCells = Object.fromEntries(targets.map(({ name }) => [name, { one: [], fifty: [], stream: [], paced: [] }]))
  // Connected, and compiled to the end: that takes V8 some ten thousand calls.
  for (const target of targets) {
    await runCell({ load, target, pace: { ...pace, mostOthers: 1 }, ...kinds.fifty, calls: 30_000, durationMs: 8_000 })
    await runCell({ load, target, pace: { ...pace, mostOthers: 1 }, ...kinds.stream })
  }
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const kind of Object.keys(kinds) as Kind[]) {
      for (let index = 0; index < targets.length; index += 1) {
        const target = targets[(index + round) % targets.length] as Target
        cells[target.name]?.[kind].push(await runCell({ load, target, pace, ...kinds[kind] }))
      }
    }
  }
  return cells
}

/** Differences and ratios of the same round; the median of the rounds. */
export function gatesOfCalls(cells: CallCells): Record<string, number> {
  const pairs = ({ kind, base, take }: { kind: Kind; base: string; take: (own: Cell, other: Cell) => number }): number =>
    median((cells.patchbay?.[kind] ?? []).flatMap((own, round) => (cells[base]?.[kind][round] === undefined ? [] : [take(own, cells[base][kind][round] as Cell)])))
  return {
    call_added_p50_ms: pairs({ kind: 'one', base: 'direct', take: (own, other) => own.p50 - other.p50 }),
    call_added_p99_ms: pairs({ kind: 'one', base: 'direct', take: (own, other) => own.p99 - other.p99 }),
    calls_vs_portkey: pairs({ kind: 'fifty', base: 'portkey', take: (own, other) => own.callsPerSecond / other.callsPerSecond }),
    cpu_vs_undici: pairs({ kind: 'fifty', base: 'undici', take: (own, other) => own.cpuUs / other.cpuUs }),
    stream_added_p50_ms: pairs({ kind: 'stream', base: 'direct', take: (own, other) => own.p50 - other.p50 }),
    first_byte_delay_ms: pairs({ kind: 'stream', base: 'direct', take: (own, other) => own.firstByteP50 - other.firstByteP50 }),
  }
}
