import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { TooNoisy } from './runCell.ts'
import { formatTable } from './formatTable.ts'
import { type BenchResult, writeFigures } from './writeFigures.ts'
import { allParts, type Part, runBench, type Size } from './runBench.ts'

/**
 * `npm run bench`: measures the gates beside their yardsticks, prints them, writes bench/results/<date>.json
 * and the figures of docs/performance.md.
 * `--only=calls,revoke`: some parts, for work on them; `--noisy`: also while others use the machine; `--rounds=2`;
 * `--small`: a tenth of the large database and of its calls. With any of these nothing is written.
 */

const root = join(import.meta.dirname, '..')
const argument = (name: string): string | undefined => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3)
const isSmall = process.argv.includes('--small')
const isNoisy = process.argv.includes('--noisy')
const only = argument('only')?.split(',') as Part[] | undefined
const rounds = argument('rounds')

const size: Size = {
  parts: only ?? allParts,
  hasPortkey: true,
  rounds: Number(rounds ?? 5),
  stretch: 1,
  mostOthers: isNoisy ? 1 : 0.1,
  accounts: isSmall ? 1_000 : 10_000,
  connections: 100,
  revokes: isSmall ? 20 : 100,
  warmResolves: 5_000,
  calls: isSmall ? 100_000 : 1_000_000,
  warmUp: isSmall ? 10_000 : 100_000,
}

const run = (command: string, args: string[]): string => execFileSync(command, args, { cwd: root, encoding: 'utf8' }).trim()
const versionOf = (path: string): string => (JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as { version: string }).version

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

try {
  const { gates, yardsticks, samples, broken } = await runBench({ size, say: (sentence) => console.log(`  ${sentence}`) })
  console.log(`\n${formatTable({ judged: only === undefined ? gates : gates.filter(({ value }) => value !== null), yardsticks })}`)
  const isWhole = !isSmall && !isNoisy && only === undefined && rounds === undefined
  if (isWhole) {
    const file = join(root, 'bench/results', `${new Date().toISOString().slice(0, 10)}.json`)
    const result: BenchResult = {
      machine: { cpus: cpus().length, model: cpus()[0]?.model ?? '', memoryGb: Math.round(totalmem() / 2 ** 30) },
      versions: { node: process.version, undici: versionOf('node_modules/undici'), portkey: versionOf('bench/yardsticks/node_modules/@portkey-ai/gateway'), 'node of its image': versionOf(`bench/yardsticks/node_modules/node-linux-${process.arch}`) },
      commit: run('git', ['rev-parse', '--short', 'HEAD']) + (run('git', ['status', '--porcelain']) === '' ? '' : ' with changes'),
      gates: gates.map(({ gate, value, must, stretch, pass }) => ({ gate, value, must, stretch, pass })),
      yardsticks,
      samples: { ...samples, ...(Object.keys(broken).length === 0 ? {} : { broken }) },
    }
    mkdirSync(join(root, 'bench/results'), { recursive: true })
    writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`)
    const page = join(root, 'docs/performance.md')
    writeFileSync(page, writeFigures({ page: readFileSync(page, 'utf8'), result }))
    console.log(`\nWritten to ${file} and docs/performance.md`)
  }
  process.exit(gates.every(({ pass, gate, value }) => pass || (only !== undefined && value === null && gate !== '')) ? 0 : 1)
} catch (error) {
  console.error(error instanceof TooNoisy ? `Not measured: ${error.message} Stop them, and run it again.` : error)
  process.exit(2)
}
