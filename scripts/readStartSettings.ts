import { join, resolve } from 'node:path'
import { refuseEnv } from '#src/env.ts'
import { findFreePort } from './findFreePort.ts'
import { probePort } from './probePort.ts'

export type StartSettings = {
  isDev: boolean
  port: number
  host: string
  publicUrl: string
  dataDir: string
  /** Undefined = the embedded database. */
  databaseUrl: string | undefined
  isDemo: boolean
}

/**
 * What the start itself decides, before the full set of variables is known; src/env.ts judges the rest later.
 * @throws EnvRefusal when PORT is unusable or taken: another port would be an address nobody asked for.
 */
export async function readStartSettings({ root, isDev }: { root: string; isDev: boolean }): Promise<StartSettings> {
  const given = (name: string): string | undefined => process.env[name] || undefined
  const host = given('HOST') ?? '127.0.0.1'
  const asked = Number(given('PORT') ?? 3000)
  if (!Number.isInteger(asked) || asked < 0 || asked > 65_535) throw refuseEnv({ variable: 'PORT', reason: 'is not a port number' })
  // 0 means "any": it must be known now, because the public address holds it.
  const port = asked === 0 ? await findFreePort() : asked

  const state = await probePort({ port, host })
  if (state === 'taken') throw refuseEnv({ variable: 'PORT', reason: `${port} is taken by another program (or another npm start)` })
  if (state === 'forbidden') throw refuseEnv({ variable: 'PORT', reason: `${port} is reserved for root on this machine` })

  const databaseUrl = given('DATABASE_URL')
  const demo = given('PATCHBAY_DEMO')
  return {
    isDev,
    port,
    host,
    publicUrl: given('PATCHBAY_PUBLIC_URL') ?? `http://localhost:${port}`,
    dataDir: resolve(root, given('PATCHBAY_DATA_DIR') ?? join(root, '.data')),
    databaseUrl,
    isDemo: demo === undefined ? databaseUrl === undefined : demo === 'true' || demo === '1',
  }
}
