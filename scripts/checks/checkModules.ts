import { runTool } from './runTool.ts'

/** Below this number the tool did not read the TypeScript files, and would pass with nothing looked at. */
const fewestModules = 150

/** The layer table of .dependency-cruiser.cjs. Returns the faults. */
export async function checkModules(root: string): Promise<string[]> {
  const args = ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'collections', 'globals', 'hooks', 'payload.config.ts']
  const { output } = await runTool({ root, args })
  // Its note about the TypeScript version follows the JSON.
  const end = output.lastIndexOf('\n}')
  type Report = { summary: { totalCruised: number; violations: { from: string; to: string; rule: { name: string } }[] } }
  let report: Report
  try {
    report = JSON.parse(output.slice(0, end + 2)) as Report
  } catch {
    return [`dependency-cruiser did not report: ${output.slice(0, 500)}`]
  }
  const { totalCruised, violations } = report.summary
  const faults = violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
  return totalCruised < fewestModules ? [`only ${totalCruised} modules were read (at least ${fewestModules} expected)`, ...faults] : faults
}
