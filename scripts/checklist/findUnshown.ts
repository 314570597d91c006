import type { TestResult } from './listTestResults.ts'
import { type ChecklistRow, type TestReference, writeReference } from './readChecklist.ts'

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const toPattern = (title: string): RegExp => new RegExp(`^${title.split('…').map(escape).join('.*')}$`, 's')

/** Whether the reference means this result: the last title is its name, those before it are among its groups, in order. */
function isMeant({ reference, result }: { reference: TestReference; result: TestResult }): boolean {
  if (reference.path !== result.path) return false
  const [last = '', ...before] = reference.titles.toReversed()
  const [name = '', ...groups] = result.titles.toReversed()
  if (!toPattern(last).test(name)) return false
  let from = 0
  return before.every((title) => {
    const at = groups.findIndex((group, index) => index >= from && toPattern(title).test(group))
    from = at + 1
    return at !== -1
  })
}

/** The rows whose named tests did not all run and pass, each with what is the matter. */
export function findUnshown({ rows, results }: { rows: ChecklistRow[]; results: TestResult[] }): string[] {
  return rows.flatMap(({ number, shownBy }) =>
    shownBy.flatMap((reference) => {
      const meant = results.filter((result) => isMeant({ reference, result }))
      if (meant.length === 0) return [`row ${number}: did not run: ${writeReference(reference)}`]
      return meant.every(({ hasPassed }) => hasPassed) ? [] : [`row ${number}: ran, but did not pass (failed or skipped): ${writeReference(reference)}`]
    }),
  )
}
