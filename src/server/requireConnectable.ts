import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { readProvider, type StoredProvider } from './stores/readProvider.ts'

/**
 * A row new connections may be made of.
 * @throws PatchbayError `unknown_provider`, `provider_unavailable`
 */
export async function requireConnectable({ req, key }: { req: PayloadRequest; key: string }): Promise<StoredProvider> {
  const stored = await readProvider({ req, key })
  if (stored === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  const { name, status } = stored.compiled
  if (status === 'coming_soon') throw new PatchbayError('provider_unavailable', { field: 'provider', message: `${name} is coming soon and cannot be connected yet.`, hint: 'Check the Marketplace later.' })
  if (status === 'hidden') throw new PatchbayError('provider_unavailable', { field: 'provider', message: `${name} takes no new connections.`, hint: 'Existing connections keep working. Ask a platform admin.' })
  return stored
}
