import { describe, expect, it } from 'vitest'
import { readPlaywrightTotals, readVitestTotals } from './readTestTotals.ts'

describe('readVitestTotals', () => {
  it('counts a file that could not be loaded as a failure', () => {
    const report = { numPassedTests: 3, numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }, { status: 'failed', assertionResults: [] }, { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] }] }
    expect(readVitestTotals(report)).toEqual({ passed: 3, failed: 2 })
  })
})

describe('readPlaywrightTotals', () => {
  it('counts flaky tests and errors outside tests as failures', () => {
    expect(readPlaywrightTotals({ stats: { expected: 5, unexpected: 1, flaky: 1 }, errors: [{}] })).toEqual({ passed: 5, failed: 3 })
  })
})
