import config from '../../payload.config.ts'
import { createLocalReq, getPayload, type PayloadRequest } from 'payload'
import { loadSeedRows } from '#src/seed/loadSeedRows.ts'
import { readEnv } from '#src/env.ts'
import { applyRows } from './applyRows.ts'
import { seedBuiltIns } from './seedBuiltIns.ts'
import { seedPeople } from './seedPeople.ts'
import { listProviderRows } from './stores/providerRows.ts'

/** Starter catalog, first platform admin, demo account, built-in credentials from the environment. Repeating it changes nothing. */
export async function seedDatabase(): Promise<void> {
  const payload = await getPayload({ config })
  const req = await createLocalReq({}, payload)
  const env = readEnv()
  await seedRows({ req, demoUpstreamUrl: env.PATCHBAY_DEMO ? (env.PATCHBAY_DEMO_UPSTREAM_URL ?? null) : null })
  await seedPeople({ req, env })
  await seedBuiltIns({ req, builtIns: env.builtIns })
}

/** Adds what is missing and leaves what an admin may have edited alone, but for the demo row, whose address moves with its port. */
async function seedRows({ req, demoUpstreamUrl }: { req: PayloadRequest; demoUpstreamUrl: string | null }): Promise<void> {
  const stored = new Map((await listProviderRows({ req })).map(({ row }) => [row.key, row]))
  const rows = (await loadSeedRows({ demoUpstreamUrl })).filter((row) => {
    const existing = stored.get(row.key)
    return existing === undefined || (row.key === demoKey && existing.baseUrl !== row.baseUrl)
  })
  if (rows.length === 0) return
  const refused = (await applyRows({ req, rows, dryRun: false, partial: true })).filter((result) => result.action === 'refused')
  if (refused.length > 0) {
    const lines = refused.map(({ key, problems }) => `  ${key}: ${problems.map((problem) => `${problem.path}: ${problem.reason}`).join('; ')}`)
    throw new Error(`Starter rows were refused:\n${lines.join('\n')}`)
  }
}

/** The one row that is not a real service. */
const demoKey = 'demo'
