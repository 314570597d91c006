import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { rateRow } from '#src/engine/catalog/rateRow.ts'
import type { CatalogState, Health, Overview, SystemState } from '#src/engine/connections/Overview.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { checkHealth } from './checkHealth.ts'
import { loadFirstSteps } from './loadFirstSteps.ts'
import { runtime } from './runtime.ts'
import { listProviderRows } from './stores/providerRows.ts'
import { readDatabaseFacts } from './stores/readDatabaseFacts.ts'
import { readFleetFacts, readProviderHealth, readTermGroups } from './stores/readFleet.ts'
import { readProviderCalls } from './stores/readProviderCalls.ts'
import { readRequestGroups } from './stores/readRequestGroups.ts'
import { countWorkers } from './stores/workers.ts'
import { hostsAwaitingConsent } from './viewConnection.ts'

const [shown, mostTermGroups] = [8, 5_000]

/**
 * The platform's first page: one statement a part, whatever the number of accounts. Metadata only.
 * @throws PatchbayError `unauthenticated`, `forbidden`
 */
export async function loadOverview({ req }: { req: PayloadRequest }): Promise<Overview> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (!isPlatformActor(actor)) throw new PatchbayError('forbidden', { hint: 'Ask a platform admin.' })
  const { pool } = runtime()
  const [[steps = null], facts, health, calls, catalog, requests, system] = await Promise.all([actor.kind === 'user' ? loadFirstSteps({ user: actor.id, isPlatformAdmin: true, account: null }) : [], readFleetFacts({ pool, limit: shown }), readHealth(), readProviderCalls({ pool }), readCatalog(req), readRequestGroups({ pool, limit: shown }), readSystem()])
  return {
    steps,
    health: { accounts: facts.accounts, connections: facts.connections, ownerless: facts.ownerless ?? [], failures: facts.failures ?? [], cuts: facts.cuts ?? [], providers: health },
    calls,
    catalog,
    requests,
    system,
  }
}

async function readHealth(): Promise<Health['providers']> {
  const { pool } = runtime()
  const [providers, groups] = await Promise.all([readProviderHealth({ pool }), readTermGroups({ pool, limit: mostTermGroups })])
  const awaiting = new Map<string, number>()
  for (const { provider, connections, row, compiled } of groups) {
    if (hostsAwaitingConsent({ row, compiled }).length > 0) awaiting.set(provider, (awaiting.get(provider) ?? 0) + connections)
  }
  return providers.map((one) => ({ ...one, awaitingConsent: awaiting.get(one.key) ?? 0 }))
}

/** Rows that nobody can connect need not be complete. */
async function readCatalog(req: PayloadRequest): Promise<CatalogState> {
  const rows = await listProviderRows({ req })
  const rated = rows
    .filter(({ row }) => (row.status ?? 'live') === 'live')
    .map(({ id, row }) => {
      const { score, lacks } = rateRow(row)
      return { id, key: String(row.key), name: String(row.name), score, lacks: [...new Set(lacks.filter((lack) => lack.reason === null).map((lack) => lack.part))] as string[] }
    })
  const incomplete = rated.filter((row) => row.score < 100).sort((a, b) => a.score - b.score || a.name.localeCompare(b.name))
  return { rows: rows.length, live: rated.length, complete: rated.length - incomplete.length, worst: incomplete.slice(0, shown) }
}

async function readSystem(): Promise<SystemState> {
  const { pool, keyring, env } = runtime()
  const [{ version, checks }, facts, alive] = await Promise.all([checkHealth(), readDatabaseFacts({ pool }), countWorkers({ pool })])
  const wrapping = new Map(facts.keys.map(({ id, dataKeys }) => [id, dataKeys]))
  return {
    version,
    database: { isWell: checks.database === 'ok', version: facts.version, bytes: facts.bytes },
    vault: { isWell: checks.vault === 'ok', currentKey: keyring.currentId, keys: keyring.ids.map((id) => ({ id, isCurrent: id === keyring.currentId, dataKeys: wrapping.get(id) ?? 0 })) },
    workers: { alive, isMissing: checks.queue !== 'ok' },
    mail: env.PATCHBAY_SMTP_URL !== undefined ? 'sent' : env.PATCHBAY_PRINT_MAIL ? 'printed' : 'off',
    publicUrl: env.PATCHBAY_PUBLIC_URL,
    isDemo: env.PATCHBAY_DEMO,
  }
}
