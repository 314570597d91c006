import { runFaults } from '#tests/support/processes/runFaults.ts'
import { alone } from './support/takeTurn.ts'
import { expect, test } from './support/test.ts'

/** Two webs, three gateways and two workers as they are built; the long form is in tests/soak. */

test('a fleet under load whose parts are killed, cut off and restarted, each in turn: nobody gets a wrong credential, and all of it comes back', { tag: alone }, async () => {
  test.setTimeout(240_000)
  const report = await runFaults({ rounds: 1, isLong: false, clients: 6, pauseMs: 40, boundMs: 2_000 })
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(report) })

  expect(report.faults, 'what no call may ever be').toEqual({ wrongCredential: [], afterRevocation: [], unlisted: [], needless: [], falls: [], strange: [] })
  // It was a test: calls went through, each kind of end was met, and what was revoked was asked for afterwards.
  expect(report.outcomes['answered']).toBeGreaterThan(200)
  expect(Object.keys(report.outcomes)).toEqual(expect.arrayContaining(['connection_revoked', 'unauthenticated', 'database_unavailable']))
  expect(report.revoked).toBe(10)
  expect(report.recoveries.map(({ fault }) => fault)).toEqual(['gateway killed', 'LISTEN cut', 'web killed', 'Postgres restarted', 'worker killed'])
  expect(report.recoveries[1]?.listeners, 'listening connections that were cut').toBeGreaterThan(4)
  for (const { fault, recoveredMs } of report.recoveries) expect(recoveredMs.longest, `${fault}: all well again`).toBeLessThan(45_000)
  expect(report.usage.tooMany, 'connections with more calls counted than were made').toEqual([])
  expect(report.usage.counted, 'calls counted, but for those that a killed process had not written').toBeGreaterThanOrEqual(report.usage.answered - report.usage.mayBeLost)
  expect(report.usage.mayBeLost, 'what two kills may lose is little').toBeLessThan(report.usage.answered / 5)
  expect(report.jobsDoneInTheEnd).toBeGreaterThan(0)
})
