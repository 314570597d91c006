import type { Endpoint, PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { applyRows, rowsInputSchema } from '#src/server/applyRows.ts'
import { readBody } from '#src/server/readBody.ts'
import { listProviderRows } from '#src/server/stores/providerRows.ts'
import { endpoint, refused } from './endpoint.ts'

const importMaxBytes = 5 * 1024 * 1024

async function requirePlatform(req: PayloadRequest): Promise<void> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (!isPlatformActor(actor)) throw new PatchbayError('forbidden', { hint: 'Platform admins manage the catalog.' })
}

export const providerEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/export',
    handle: async (req) => {
      await requirePlatform(req)
      return { body: { providers: (await listProviderRows({ req })).map(({ row }) => row) } }
    },
  }),
  endpoint({
    method: 'post',
    path: '/import',
    handle: async (req) => {
      await requirePlatform(req)
      const { providers, dryRun, partial } = await readBody({ req, schema: rowsInputSchema, maxBytes: importMaxBytes })
      return { body: { results: await applyRows({ req, rows: providers, dryRun, partial }) } }
    },
  }),
  refused({ method: 'patch', path: '/' }),
  refused({ method: 'delete', path: '/' }),
  refused({ method: 'post', path: '/:id/duplicate' }),
]
