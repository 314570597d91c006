import { describe, expect, it } from 'vitest'
import { findUnwritten } from '../checks/checkChecklist.ts'
import { findUnshown } from './findUnshown.ts'
import { listPlaywrightResults, listVitestResults } from './listTestResults.ts'
import { listTitles } from './listTitles.ts'
import { readChecklist } from './readChecklist.ts'

const list = (...cells: string[]) => readChecklist(['| n | what is there | shown by |', '|---|---|---|', ...cells.map((cell, index) => `| ${index + 1} | A row | ${cell} |`)].join('\n'))
const file = 'tests/e2e/door.spec.ts'
const source = `describe('a door', () => {
  it('opens', () => {})
  it.each([['left'], ['right']])('turns %s', () => {})
})
for (const width of [320, 1280]) test(\`fits \${width} px\`, async () => {
  await test.step('it’s \\'tight\\'', async () => {})
})`
const titlesOf = (path: string) => (path === file ? listTitles(source) : null)

describe('the list against the files', () => {
  it('takes tests, groups, steps and titles that vary', () => {
    const rows = list(`${file} › opens`, `${file} › a door › turns %s<br>${file} › fits … px`, `${file} › fits \${width} px › it’s 'tight'`, '–')
    expect(rows.map(({ shownBy }) => shownBy.length)).toEqual([1, 2, 1, 0])
    expect(findUnwritten({ rows, titlesOf })).toEqual([])
  })

  it('tells a missing test, a missing file and a file without a test', () => {
    const faults = findUnwritten({ rows: list(`${file} › shuts`, 'tests/e2e/window.spec.ts › opens', file), titlesOf })
    expect(faults).toEqual([expect.stringContaining('row 1: no test, group or step is called “shuts”'), expect.stringContaining('row 2: there is no such file'), expect.stringContaining('row 3: no test is named')])
  })
})

describe('the list against the reports', () => {
  const root = '/repo'
  const unit = { testResults: [{ name: '/repo/src/door.test.ts', assertionResults: [{ ancestorTitles: ['a door'], title: 'turns left', status: 'passed' }, { ancestorTitles: ['a door'], title: 'turns right', status: 'pending' }, { ancestorTitles: ['a door'], title: 'opens', status: 'passed' }, { ancestorTitles: [], title: 'creaks', status: 'failed' }] }] }
  const pages = { config: { rootDir: '/repo/tests/e2e' }, suites: [{ title: 'door.spec.ts', file: 'door.spec.ts', specs: [{ title: 'fits 320 px', tests: [{ status: 'expected', results: [{ steps: [{ title: 'from outside', steps: [{ title: 'at night' }] }] }] }] }, { title: 'locks', tests: [{ status: 'skipped', results: [] }] }], suites: [{ title: 'a gate', file: 'door.spec.ts', specs: [{ title: 'opens', tests: [{ status: 'flaky', results: [{}] }] }] }] }] }
  const results = [...listVitestResults({ report: unit, root }), ...listPlaywrightResults({ report: pages, root })]
  const unshown = (...cells: string[]) => findUnshown({ rows: list(...cells), results })

  it('takes what ran and passed, a step of it too', () => {
    expect(unshown('src/door.test.ts › a door › opens', 'src/door.test.ts › turns left', `${file} › fits … px`, `${file} › fits 320 px › at night`, '–')).toEqual([])
  })

  it('tells what did not run', () => {
    expect(unshown('src/door.test.ts › a gate › opens', `${file} › fits … cm`, `${file} › locks › at night`)).toEqual([1, 2, 3].map((row) => expect.stringContaining(`row ${row}: did not run`)))
  })

  it('tells what was skipped, failed or passed only the second time, were it one case of several', () => {
    expect(unshown(`${file} › locks`, 'src/door.test.ts › turns %s', 'src/door.test.ts › creaks', `${file} › a gate › opens`)).toEqual([1, 2, 3, 4].map((row) => expect.stringContaining(`row ${row}: ran, but did not pass`)))
  })
})
