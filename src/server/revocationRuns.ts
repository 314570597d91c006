import type { PayloadRequest } from 'payload'
import type { RevocationRun } from '#src/engine/connections/RevocationRun.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import { csvCell } from './csvCell.ts'
import { requirePlatform } from './requirePlatform.ts'
import { runtime } from './runtime.ts'
import { listRevocationLines, listRevocationRuns, type RevocationLine } from './stores/revocationRuns.ts'

const shownAtMost = 50
/** The newest runs, for the platform. */
export async function readRuns({ req }: { req: PayloadRequest }): Promise<{ runs: RevocationRun[] }> {
  await requirePlatform({ req })
  return { runs: await listRevocationRuns({ pool: runtime().pool, id: null, limit: shownAtMost }) }
}

/** How far one is. */
export async function readRun({ req, id }: { req: PayloadRequest; id: string }): Promise<RevocationRun> {
  await requirePlatform({ req })
  const [run] = isUuid(id) ? await listRevocationRuns({ pool: runtime().pool, id, limit: 1 }) : []
  if (run === undefined) throw new PatchbayError('not_found')
  return run
}

const columns = ['connection', 'accountId', 'accountName', 'provider', 'authMethod', 'destroyedAt', 'atProvider', 'endedAt', 'code', 'manageUrl'] as const satisfies (keyof RevocationLine)[]

/** What became of each credential of a run, as CSV. */
export async function reportRun({ req, id }: { req: PayloadRequest; id: string }): Promise<Response> {
  await readRun({ req, id })
  const lines = await listRevocationLines({ pool: runtime().pool, run: id })
  const text = [columns.join(','), ...lines.map((line) => columns.map((column) => csvCell(line[column])).join(','))].join('\r\n')
  return new Response(`${text}\r\n`, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="revocation-${id}.csv"`, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  })
}
