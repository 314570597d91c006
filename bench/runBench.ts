import { TooNoisy, type Pace } from './runCell.ts'
import { judgeGates, type Judged } from './gates.ts'
import { type CallCells, gatesOfCalls, measureCalls } from './measureCalls.ts'
import { measureResolve } from './measureResolve.ts'
import { measureRevoke } from './measureRevoke.ts'
import { measureScale } from './measureScale.ts'
import { measureStarts } from './measureStarts.ts'
import { openPlace, type Place } from './openPlace.ts'
import { type Process, startProcess } from './startProcess.ts'
import { startPatchbay, startPortkey, startUndici, startUpstream, type Target } from './Target.ts'

export type Size = Pace & {
  /** `calls`, `scale`, …: which parts run. */
  parts: readonly Part[]
  hasPortkey: boolean
  /** Of the large database: accounts, and connections of each. */
  accounts: number
  connections: number
  revokes: number
  warmResolves: number
  /** For memory. */
  calls: number
  warmUp: number
}

export const allParts = ['calls', 'resolve', 'revoke', 'scale', 'starts'] as const
export type Part = (typeof allParts)[number]

export type Measured = { gates: Judged[]; yardsticks: Record<string, number>; samples: Record<string, unknown>; /** Parts that broke, with the reason: their gates are fails. */ broken: Record<string, string> }

type Options = { size: Size; postgresUrl?: string; say: (sentence: string) => void }

/** Runs the parts one after the other, so that none disturbs another. @throws TooNoisy */
export async function runBench({ size, postgresUrl, say }: Options): Promise<Measured> {
  const values: Record<string, number> = {}
  const yardsticks: Record<string, number> = {}
  const samples: Record<string, unknown> = {}
  const broken: Record<string, string> = {}
  const place = await openPlace(postgresUrl === undefined ? {} : { postgresUrl })
  const running: Process[] = []
  const keep = async (starting: Promise<Target>): Promise<Target> => {
    const target = await starting
    running.push(target.process)
    return target
  }
  const part = async (name: Part, work: () => Promise<void>): Promise<void> => {
    if (!size.parts.includes(name)) return
    const startedAt = performance.now()
    try {
      await work()
    } catch (error) {
      if (error instanceof TooNoisy) throw error
      broken[name] = error instanceof Error ? error.message : String(error)
    }
    say(`${name} ${((performance.now() - startedAt) / 1000).toFixed(0)} s${broken[name] === undefined ? '' : `, broken: ${broken[name]}`}`)
  }
  try {
    const upstream = await keep(startUpstream())
    const load = await startProcess({ script: 'bench/processes/load.ts' })
    running.push(load)
    const small = await place.makeDatabase({ upstreamPort: upstream.port, accounts: 100, connections: 1 })
    const ofSmall = await keep(startPatchbay(small))

    await part('calls', async () => {
      const targets = [upstream, await keep(startUndici(upstream)), ofSmall, ...(size.hasPortkey ? [await keep(startPortkey({ upstream, isOnOurNode: false })), await keep(startPortkey({ upstream, isOnOurNode: true }))] : [])]
      const cells = await measureCalls({ load, targets, pace: size })
      Object.assign(values, gatesOfCalls(cells))
      Object.assign(yardsticks, yardsticksOf(cells))
      samples.calls = cells
    })
    if (size.parts.some((name) => name === 'resolve' || name === 'revoke' || name === 'scale')) await measureLarge({ size, place, upstream, load, small: { database: small, target: ofSmall }, keep, part, values, yardsticks, samples })
    await part('starts', async () => void Object.assign(values, await measureStarts(place)))
  } finally {
    for (const process of running.reverse()) await process.stop()
    await place.close()
  }
  return { gates: judgeGates(values), yardsticks, samples, broken }
}

type Large = {
  size: Size
  place: Place
  upstream: Target
  load: Process
  small: { database: Awaited<ReturnType<Place['makeDatabase']>>; target: Target }
  keep: (starting: Promise<Target>) => Promise<Target>
  part: (name: Part, work: () => Promise<void>) => Promise<void>
  values: Record<string, number>
  yardsticks: Record<string, number>
  samples: Record<string, unknown>
}

/** What needs the large database beside the small one. */
async function measureLarge({ size, place, upstream, load, small, keep, part, values, yardsticks, samples }: Large): Promise<void> {
  const database = await place.makeDatabase({ upstreamPort: upstream.port, accounts: size.accounts, connections: size.connections })
  await part('resolve', async () => {
    const { gates, samples: { bare_aes_gcm_us, indexed_read_ms, ...own } } = await measureResolve({ small: small.database, large: database, rounds: size.rounds, warm: size.warmResolves })
    Object.assign(values, gates)
    Object.assign(yardsticks, { bare_aes_gcm_us, indexed_read_ms })
    samples.resolve = own
  })
  const target = await keep(startPatchbay(database))
  await part('scale', async () => {
    const { gates, samples: seen } = await measureScale({ load, small: small.target, large: target, pace: size, calls: size.calls, warmUp: size.warmUp })
    Object.assign(values, gates)
    samples.scale = seen
  })
  // Last, since what is revoked answers no more calls.
  await part('revoke', async () => {
    const { delaysMs, ...gates } = await measureRevoke({ database, patchbay: target, from: 0, count: size.revokes })
    Object.assign(values, gates)
    samples.revoke = { delaysMs }
  })
}

/** Medians over the rounds of what Patchbay is measured against, and its own beside them. */
function yardsticksOf(cells: CallCells): Record<string, number> {
  const middle = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
  return Object.fromEntries(
    Object.entries(cells).flatMap(([name, { one, fifty, stream, paced }]) => [
      [`${name}_p50_ms`, middle(one.map((cell) => cell.p50))],
      [`${name}_p99_ms`, middle(one.map((cell) => cell.p99))],
      [`${name}_calls_per_second`, middle(fifty.map((cell) => cell.callsPerSecond))],
      [`${name}_cpu_us`, middle(fifty.map((cell) => cell.cpuUs))],
      [`${name}_stream_p50_ms`, middle(stream.map((cell) => cell.p50))],
      [`${name}_first_byte_ms`, middle(stream.map((cell) => cell.firstByteP50))],
      [`${name}_paced_first_byte_ms`, middle(paced.map((cell) => cell.firstByteP50))],
    ]),
  )
}
