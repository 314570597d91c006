import { gates, type Judged, roundFigure } from './gates.ts'

/** The gates as a table for a terminal, then what they were measured against. */
export function formatTable({ judged, yardsticks }: { judged: Judged[]; yardsticks: Record<string, number> }): string {
  const rows = judged.map(({ gate, value, must, stretch, pass, holdsStretch }) => {
    const { unit = '', is = 'at most' } = gates.find((one) => one.gate === gate) ?? {}
    const sign = is === 'at most' ? '≤' : '≥'
    return [gate, value === null ? 'did not run' : `${value} ${unit}`, `${sign} ${must}`, `${sign} ${stretch}`, pass ? (holdsStretch ? 'pass, stretch too' : 'pass') : 'FAIL']
  })
  const all = [['gate', 'measured', 'must', 'stretch', ''], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const table = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd())
  const beside = Object.entries(yardsticks).map(([name, value]) => `${name} ${roundFigure(value)}`)
  return [...table, '', 'Beside it, in the same run:', ...beside.map((line) => `  ${line}`)].join('\n')
}
