import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Writes what came of a long test into bench/soak, in the file of the day, beside what other long tests wrote there. */
export function writeSoak({ name, result }: { name: string; result: Record<string, unknown> }): void {
  const file = join(root, `bench/soak/${new Date().toISOString().slice(0, 10)}.json`)
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root }).toString().trim()
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version }
  const earlier = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {}
  mkdirSync(join(root, 'bench/soak'), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ ...earlier, machine, [name]: { commit, ...result } }, null, 2)}\n`)
}
