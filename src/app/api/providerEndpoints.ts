import type { Endpoint, PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { applyRows, rowsInputSchema } from '#src/server/applyRows.ts'
import { dryRunInputSchema, dryRunProvider } from '#src/server/dryRunProvider.ts'
import { findMissingStarters } from '#src/server/findMissingStarters.ts'
import { limitChanges } from '#src/server/limitChanges.ts'
import { providerHistory } from '#src/server/providerHistory.ts'
import { impactInputSchema, providerImpact } from '#src/server/providerImpact.ts'
import { previewInputSchema, previewRow } from '#src/server/previewRow.ts'
import { readBody } from '#src/server/readBody.ts'
import { restoreProvider } from '#src/server/restoreProvider.ts'
import { runtime } from '#src/server/runtime.ts'
import { listProviderRows } from '#src/server/stores/providerRows.ts'
import { endpoint, parameter, refused, routeId } from './endpoint.ts'

const importMaxBytes = 5 * 1024 * 1024

async function requirePlatform(req: PayloadRequest): Promise<void> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (!isPlatformActor(actor)) throw new PatchbayError('forbidden', { hint: 'Platform admins manage the catalog.' })
}

type Route = { method: Endpoint['method']; path: string; handle: (req: PayloadRequest) => Promise<unknown> }

const forPlatform = ({ method, path, handle }: Route): Endpoint =>
  endpoint({
    method,
    path,
    handle: async (req) => {
      await requirePlatform(req)
      return { body: await handle(req) }
    },
  })

/** The rows of `?keys=a,b`, or all. */
async function exportRows(req: PayloadRequest): Promise<{ providers: unknown[] }> {
  const keys = parameter({ req, name: 'keys' })?.split(',')
  const rows = (await listProviderRows({ req })).map(({ row }) => row)
  return { providers: keys === undefined ? rows : rows.filter((row) => keys.includes(String(row.key))) }
}

async function importRows(req: PayloadRequest): Promise<unknown> {
  await limitChanges({ actor: await actorOf(req), account: null })
  const { providers, dryRun, partial } = await readBody({ req, schema: rowsInputSchema, maxBytes: importMaxBytes })
  return { results: await applyRows({ req, rows: providers, dryRun, partial }) }
}

async function listStarters(req: PayloadRequest): Promise<{ providers: unknown[] }> {
  const { env } = runtime()
  return { providers: await findMissingStarters({ req, demoUpstreamUrl: env.PATCHBAY_DEMO ? (env.PATCHBAY_DEMO_UPSTREAM_URL ?? null) : null }) }
}

export const providerEndpoints: Endpoint[] = [
  forPlatform({ method: 'get', path: '/export', handle: exportRows }),
  forPlatform({ method: 'post', path: '/import', handle: importRows }),
  forPlatform({ method: 'get', path: '/starters', handle: listStarters }),
  forPlatform({ method: 'post', path: '/preview', handle: async (req) => previewRow({ req, ...(await readBody({ req, schema: previewInputSchema })) }) }),
  forPlatform({ method: 'post', path: '/dry-run', handle: async (req) => dryRunProvider({ req, input: await readBody({ req, schema: dryRunInputSchema }) }) }),
  forPlatform({ method: 'post', path: '/:id/impact', handle: async (req) => ({ impact: await providerImpact({ req, id: routeId(req), input: await readBody({ req, schema: impactInputSchema }) }) }) }),
  forPlatform({ method: 'get', path: '/:id/history', handle: (req) => providerHistory({ req, id: routeId(req), after: parameter({ req, name: 'after' }) }) }),
  forPlatform({ method: 'post', path: '/versions/:id', handle: (req) => restoreProvider({ req, version: routeId(req) }) }),
  refused({ method: 'patch', path: '/' }),
  refused({ method: 'delete', path: '/' }),
  refused({ method: 'post', path: '/:id/duplicate' }),
]
