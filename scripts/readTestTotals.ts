export type TestTotals = { passed: number; failed: number }

type VitestReport = { numPassedTests: number; numFailedTests: number; testResults: { status: string; assertionResults: { status: string }[] }[] }

/** Vitest's JSON report. A file that could not be loaded has no failed test in it, but is one. */
export function readVitestTotals(report: unknown): TestTotals {
  const { numPassedTests, numFailedTests, testResults } = report as VitestReport
  const brokenFiles = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed')).length
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles }
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] }

/** Playwright's JSON report. A flaky test failed once, so it failed. */
export function readPlaywrightTotals(report: unknown): TestTotals {
  const { stats, errors } = report as PlaywrightReport
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }
}
