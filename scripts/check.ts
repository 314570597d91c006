import { join } from 'node:path'
import { checkChecklist } from './checks/checkChecklist.ts'
import { checkGenerated } from './checks/checkGenerated.ts'
import { checkModules } from './checks/checkModules.ts'
import { checkSources } from './checks/checkSources.ts'
import { checkWords } from './checks/checkWords.ts'
import { runTool } from './checks/runTool.ts'

export type CheckTotals = { passed: number; failed: number }

const root = join(import.meta.dirname, '..')

/** Faults of a tool that prints them itself. */
const faultsOf = async (args: string[]): Promise<string[]> => {
  const { code, output } = await runTool({ root, args })
  return code === 0 ? [] : output === '' ? [`it ended with ${code}`] : output.split('\n')
}

const checks: { name: string; run: () => string[] | Promise<string[]> }[] = [
  { name: 'types', run: () => faultsOf(['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.', '--pretty', 'false']) },
  { name: 'lint', run: () => faultsOf(['node_modules/oxlint/bin/oxlint', '--format=unix']) },
  { name: 'layers', run: () => checkModules(root) },
  { name: 'house rules', run: () => checkSources(root) },
  { name: 'words', run: () => checkWords(root) },
  { name: 'checklist', run: () => checkChecklist(root) },
  { name: 'generated files', run: () => checkGenerated(root) },
]

/** Everything that can be said without running the product: one line a check, its faults below it. */
export async function check(): Promise<CheckTotals> {
  const totals = { passed: 0, failed: 0 }
  for (const { name, run } of checks) {
    const startedAt = performance.now()
    const faults = await Promise.resolve()
      .then(run)
      .catch((error: Error) => [`the check itself failed: ${error.message}`])
    const isGood = faults.length === 0
    totals[isGood ? 'passed' : 'failed'] += 1
    console.log(`  ${isGood ? '✓' : '✗'} ${name.padEnd(20)} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    for (const fault of faults) console.log(`      ${fault}`)
  }
  return totals
}

if (import.meta.main) {
  const { failed } = await check()
  process.exit(failed === 0 ? 0 : 1)
}
