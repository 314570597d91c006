import type { PayloadRequest } from 'payload'
import { loadSeedRows, type SeedRow } from '#src/seed/loadSeedRows.ts'
import { listProviderRows } from './stores/providerRows.ts'

/** The one row that is not a real service. */
const demoKey = 'demo'

/**
 * The starter providers that the catalog lacks. What an admin may have edited is left alone, but for the demo row, whose
 * address moves with its port.
 */
export async function findMissingStarters({ req, demoUpstreamUrl }: { req: PayloadRequest; demoUpstreamUrl: string | null }): Promise<SeedRow[]> {
  const stored = new Map((await listProviderRows({ req })).map(({ row }) => [row.key, row]))
  return loadSeedRows({ demoUpstreamUrl }).filter((row) => {
    const existing = stored.get(row.key)
    return existing === undefined || (row.key === demoKey && existing.baseUrl !== row.baseUrl)
  })
}
