import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listTitles } from '../checklist/listTitles.ts'
import { type ChecklistRow, readChecklist, type TestReference, writeReference } from '../checklist/readChecklist.ts'

/** Rows that come with notices and imports. */
const later = new Set([47, 54])
const wanted = [...Array.from({ length: 63 }, (_, index) => index + 1).filter((number) => !later.has(number)).map(String), ...Array.from({ length: 12 }, (_, index) => `b${index + 1}`)]

/** docs/ux-checklist.md: every row is there once, and every test it names stands in the file it names. Returns the faults. */
export function checkChecklist(root: string): string[] {
  const rows = readChecklist(readFileSync(join(root, 'docs/ux-checklist.md'), 'utf8'))
  const titlesOf = (path: string): Set<string> | null => (path.endsWith('.ts') && existsSync(join(root, path)) ? listTitles(readFileSync(join(root, path), 'utf8')) : null)
  return [...findMisnumbered(rows), ...findUnwritten({ rows, titlesOf }), ...rows.filter(({ shownBy }) => shownBy.length === 0).map(({ number }) => `docs/ux-checklist.md: no test shows row ${number}`)]
}

function findMisnumbered(rows: ChecklistRow[]): string[] {
  const numbers = rows.map(({ number }) => number)
  const missing = wanted.filter((number) => !numbers.includes(number)).map((number) => `docs/ux-checklist.md: row ${number} is missing, or is not written as | number | text | tests |`)
  const surplus = numbers.filter((number, index) => !wanted.includes(number) || numbers.indexOf(number) !== index).map((number) => `docs/ux-checklist.md: row ${number} is not of the list, or is there twice`)
  return [...missing, ...surplus]
}

/** The references whose file or title does not exist. */
export function findUnwritten({ rows, titlesOf }: { rows: ChecklistRow[]; titlesOf: (path: string) => Set<string> | null }): string[] {
  const explain = (reference: TestReference): string | null => {
    const titles = titlesOf(reference.path)
    if (titles === null) return 'there is no such file'
    if (reference.titles.length === 0) return 'no test is named'
    const unknown = reference.titles.find((title) => !titles.has(title))
    return unknown === undefined ? null : `no test, group or step is called “${unknown}”`
  }
  return rows.flatMap(({ number, shownBy }) =>
    shownBy.flatMap((reference) => {
      const fault = explain(reference)
      return fault === null ? [] : [`docs/ux-checklist.md: row ${number}: ${fault}: ${writeReference(reference)}`]
    }),
  )
}
