import config from '../../payload.config.ts'
import { createLocalReq, getPayload, type PayloadRequest } from 'payload'
import { inside, type Trace } from '#src/engine/audit/Trace.ts'
import { readEnv } from '#src/env.ts'
import { applyRows } from './applyRows.ts'
import { findMissingStarters } from './findMissingStarters.ts'
import { seedBuiltIns } from './seedBuiltIns.ts'
import { seedPeople } from './seedPeople.ts'

/** Starter catalog, first platform admin, demo account, built-in credentials from the environment. Repeating it changes nothing. */
export async function seedDatabase(): Promise<void> {
  const payload = await getPayload({ config })
  const trace: Trace = { requestId: null, address: inside.seed }
  const req = await createLocalReq({ context: { trace } }, payload)
  const env = readEnv()
  await seedRows({ req, demoUpstreamUrl: env.PATCHBAY_DEMO ? (env.PATCHBAY_DEMO_UPSTREAM_URL ?? null) : null })
  await seedPeople({ req, env })
  await seedBuiltIns({ req, builtIns: env.builtIns })
}

async function seedRows({ req, demoUpstreamUrl }: { req: PayloadRequest; demoUpstreamUrl: string | null }): Promise<void> {
  const rows = await findMissingStarters({ req, demoUpstreamUrl })
  if (rows.length === 0) return
  const refused = (await applyRows({ req, rows, dryRun: false, partial: true })).filter((result) => result.action === 'refused')
  if (refused.length === 0) return
  const lines = refused.map(({ key, problems }) => `  ${key}: ${problems.map((problem) => `${problem.path}: ${problem.reason}`).join('; ')}`)
  throw new Error(`Starter rows were refused:\n${lines.join('\n')}`)
}
