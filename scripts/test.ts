import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from './check.ts'
import { findUnshown } from './checklist/findUnshown.ts'
import { listPlaywrightResults, listVitestResults, type TestResult } from './checklist/listTestResults.ts'
import { readChecklist } from './checklist/readChecklist.ts'
import { endWithUs } from './processes/spawnPart.ts'
import { readPlaywrightTotals, readVitestTotals, type TestTotals } from './readTestTotals.ts'

/**
 * `npm test`: all checks and all tests, each runner after the other also when one fails, and the sum in the last line.
 * Each runner writes a JSON report; one that wrote none, or that ended badly with nothing failed in it, counts as a failure.
 */

const root = join(import.meta.dirname, '..')
const reports = mkdtempSync(join(tmpdir(), 'patchbay-test-'))

type Runner = { name: string; args: (report: string) => string[]; env?: (report: string) => Record<string, string>; read: (report: unknown) => TestTotals; list: (report: { report: unknown; root: string }) => TestResult[] }

/** What ran, for the checklist. */
const results: TestResult[] = []

const vitest = (project: string): Runner => ({
  name: project === 'unit' ? 'Unit tests' : 'Integration tests',
  args: (report) => ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  read: readVitestTotals,
  list: listVitestResults,
})
const playwright: Runner = {
  name: 'End-to-end tests',
  args: () => ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
  env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
  read: readPlaywrightTotals,
  list: listPlaywrightResults,
}

async function run({ name, args, env, read, list }: Runner): Promise<TestTotals> {
  console.log(`\n${name}`)
  const report = join(reports, `${name.replaceAll(' ', '-')}.json`)
  const child = spawn(process.execPath, [...endWithUs, ...args(report)], { cwd: root, env: { ...process.env, ...env?.(report) }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [code] = (await once(child, 'close')) as [number | null]
  const written: unknown = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
  if (written !== null) results.push(...list({ report: written, root }))
  const totals = written === null ? { passed: 0, failed: 1 } : read(written)
  // Something broke outside the tests: an unhandled error, a setup that failed.
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals
}

process.on('exit', () => rmSync(reports, { recursive: true, force: true }))
// The runner at work gets the terminal's Ctrl-C too and cleans up; this only keeps us from leaving before it.
let isInterrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (isInterrupted = true))

console.log('Checks')
const parts: { name: string; totals: TestTotals }[] = [{ name: 'Checks', totals: await check() }]
for (const runner of [vitest('unit'), vitest('int'), playwright]) {
  if (isInterrupted) break
  parts.push({ name: runner.name, totals: await run(runner) })
}

const rows = readChecklist(readFileSync(join(root, 'docs/ux-checklist.md'), 'utf8'))
const unshown = findUnshown({ rows, results })
if (unshown.length > 0) console.log(`\nChecklist\n${unshown.map((fault) => `  ✗ ${fault}`).join('\n')}`)
const faulty = new Set(unshown.map((fault) => fault.split(':', 1)[0]))
parts.push({ name: 'Checklist', totals: { passed: rows.filter(({ shownBy }) => shownBy.length > 0).length - faulty.size, failed: faulty.size } })

console.log('')
for (const { name, totals } of parts) console.log(`${name.padEnd(20)} ${totals.passed} passed, ${totals.failed} failed`)
const passed = parts.reduce((sum, { totals }) => sum + totals.passed, 0)
const failed = parts.reduce((sum, { totals }) => sum + totals.failed, 0) + (isInterrupted ? 1 : 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
