import { relative } from 'node:path'

/** One test, or one step of it, as a report tells it. `titles` holds its groups first. */
export type TestResult = { path: string; titles: string[]; hasPassed: boolean }

type VitestReport = { testResults: { name: string; assertionResults: { ancestorTitles: string[]; title: string; status: string }[] }[] }

/** From Vitest's JSON report. */
export function listVitestResults({ report, root }: { report: unknown; root: string }): TestResult[] {
  return (report as VitestReport).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({ path: relative(root, name).replaceAll('\\', '/'), titles: [...ancestorTitles, title], hasPassed: status === 'passed' })),
  )
}

type Step = { title: string; steps?: Step[] }
type Spec = { title: string; tests: { status: string; results: { steps?: Step[] }[] }[] }
type Suite = { title: string; file: string; specs: Spec[]; suites?: Suite[] }
type PlaywrightReport = { config: { rootDir: string }; suites: Suite[] }

/** From Playwright's JSON report; steps count as passed where their test did. */
export function listPlaywrightResults({ report, root }: { report: unknown; root: string }): TestResult[] {
  const { config, suites } = report as PlaywrightReport
  const folder = relative(root, config.rootDir).replaceAll('\\', '/')
  return suites.flatMap((suite) => listSuite({ suite, path: `${folder}/${suite.file}`, groups: [] }))
}

function listSuite({ suite, path, groups }: { suite: Suite; path: string; groups: string[] }): TestResult[] {
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ status, results }) => {
      const hasPassed = status === 'expected'
      return [[...groups, title], ...listSteps({ steps: results.at(-1)?.steps ?? [], above: [...groups, title] })].map((titles) => ({ path, titles, hasPassed }))
    }),
  )
  return [...own, ...(suite.suites ?? []).flatMap((inner) => listSuite({ suite: inner, path, groups: [...groups, inner.title] }))]
}

const listSteps = ({ steps, above }: { steps: Step[]; above: string[] }): string[][] => steps.flatMap(({ title, steps: inner = [] }) => [[...above, title], ...listSteps({ steps: inner, above: [...above, title] })])
