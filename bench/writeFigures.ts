import { gates, roundFigure } from './gates.ts'

/** What is committed as bench/results/<date>.json. */
export type BenchResult = {
  machine: { cpus: number; model: string; memoryGb: number }
  versions: Record<string, string>
  commit: string
  gates: { gate: string; value: number | null; must: number; stretch: number; pass: boolean }[]
  yardsticks: Record<string, number>
  samples: Record<string, unknown>
}

const start = '<!-- figures: written by npm run bench -->'
const end = '<!-- end of figures -->'

/** docs/performance.md with the figures of a result in their place; null = there is none yet. */
export function writeFigures({ page, result }: { page: string; result: BenchResult | null }): string {
  const [before, rest] = page.split(start)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error('docs/performance.md has no place for the figures.')
  return `${before}${start}\n${figuresOf(result)}\n${end}${after}`
}

function figuresOf(result: BenchResult | null): string {
  const rows = gates.map(({ gate, figure, must, stretch, is, unit }) => {
    const sign = is === 'at most' ? '≤' : '≥'
    const measured = result?.gates.find((one) => one.gate === gate)
    const value = measured?.value ?? null
    const holds = (limit: number): boolean => value !== null && (is === 'at most' ? value <= limit : value >= limit)
    const verdict = measured === undefined ? '–' : holds(stretch) ? 'must and stretch' : holds(must) ? 'must' : 'not held'
    return `| \`${gate}\` | ${figure} | ${sign} ${must} | ${sign} ${stretch} | ${value === null ? '–' : `${value} ${unit}`.trim()} | ${verdict} |`
  })
  const table = ['| gate | figure | must | stretch | measured | holds |', '|---|---|---|---|---|---|', ...rows].join('\n')
  if (result === null) return `No result is committed yet.\n\n${table}`
  const { machine, versions, commit, yardsticks } = result
  const parts = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [`Commit ${commit}, on ${machine.cpus} × ${machine.model} with ${machine.memoryGb} GB; ${parts.join(', ')}.`, '', table, '', ...yardstickTable(yardsticks)].join('\n')
}

const columns: [suffix: string, title: string][] = [['p50_ms', 'one at a time, median ms'], ['p99_ms', '99th percentile ms'], ['calls_per_second', 'calls/s, 50 at a time'], ['cpu_us', 'processor µs a call'], ['stream_p50_ms', 'stream of 20 chunks, ms'], ['first_byte_ms', 'its first byte, ms'], ['paced_first_byte_ms', 'first byte, chunks 1 ms apart, ms']]

/** What was measured beside it: one row a target, then the figures that stand alone. */
function yardstickTable(yardsticks: Record<string, number>): string[] {
  const targets = ['direct', 'undici', 'patchbay', 'portkey', 'portkey_node24']
  const cell = (name: string): string => (yardsticks[name] === undefined ? '–' : String(roundFigure(yardsticks[name])))
  const rows = targets.map((target) => `| ${target} | ${columns.map(([suffix]) => cell(`${target}_${suffix}`)).join(' | ')} |`)
  const others = Object.keys(yardsticks).filter((name) => !targets.some((target) => name.startsWith(`${target}_`)))
  return [`| | ${columns.map(([, title]) => title).join(' | ')} |`, `|${'---|'.repeat(columns.length + 1)}`, ...rows, '', others.map((name) => `\`${name}\` ${cell(name)}`).join(' · ')]
}
