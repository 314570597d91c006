import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { runFaults } from '#tests/support/processes/runFaults.ts'
import { writeSoak } from '#tests/support/writeSoak.ts'
import { buildPages, isBuilt } from '../../scripts/buildPages.ts'

/** The long form of tests/e2e/manyProcesses.spec.ts; what came of it is written down and committed (bench/soak). */

const root = join(import.meta.dirname, '../..')

beforeAll(async () => {
  if (!isBuilt(root)) await buildPages({ root, hide: (text) => text }).done
}, 600_000)

it('six rounds of every fault on a fleet under load: no wrong credential, nothing lost beyond a flush of what was killed', async () => {
  const rounds = 6
  const { faults, ...report } = await runFaults({ rounds, isLong: true, clients: 8, pauseMs: 30, boundMs: 2_000 })
  const numbers = Object.fromEntries(Object.entries(faults).map(([name, found]) => [name, found.length]))
  writeSoak({ name: 'manyProcesses', result: { rounds, ...report, faults: numbers } })
  expect(faults).toEqual({ wrongCredential: [], afterRevocation: [], unlisted: [], needless: [], falls: [], strange: [] })
  expect(report.usage.tooMany).toEqual([])
  expect(report.usage.lost).toBeLessThanOrEqual(report.usage.mayBeLost)
  expect(report.revoked).toBe(rounds * 12)
}, 1_800_000)
