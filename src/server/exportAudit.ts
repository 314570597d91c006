import type { PayloadRequest } from 'payload'
import { type AuditFilter, parseAuditFilter } from '#src/engine/audit/AuditFilter.ts'
import { auditActions } from '#src/engine/audit/auditActions.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { csvCell } from './csvCell.ts'
import { listAudit } from './stores/listAudit.ts'

const columns = ['createdAt', 'account', 'action', 'actorKind', 'actorId', 'actorLabel', 'targetType', 'targetId', 'targetLabel', 'provider', 'outcome', 'code', 'requestId', 'note', 'address'] as const
const maxRows = 10_000

const cures: Record<keyof AuditFilter, string> = {
  actor: 'Send the id of a person or token, or "system".',
  kind: `Send one of: ${Object.keys(auditActions).join(', ')}.`,
  provider: 'Send the key of a provider.',
  connection: 'Send the id of a connection.',
  from: 'Send a day such as 2026-11-20.',
  to: 'Send a day such as 2026-11-20.',
}

/**
 * The newest 10,000 events one may see, as CSV. A filter that cannot be read is refused: without it the file would hold
 * more than was asked for.
 * @throws PatchbayError `unauthenticated`, `validation_failed`
 */
export async function exportAudit({ req }: { req: PayloadRequest }): Promise<Response> {
  if (!req.user) throw new PatchbayError('unauthenticated')
  const params = new URL(req.url ?? 'http://localhost').searchParams
  const { filter, wrong } = parseAuditFilter(params)
  const [field] = wrong
  if (field !== undefined) throw new PatchbayError('validation_failed', { field, message: `The filter ${field} cannot be read.`, hint: cures[field] })
  const events = await listAudit({ req, account: params.get('account'), filter, limit: maxRows })
  const lines = [columns.join(','), ...events.map((event) => columns.map((column) => csvCell(event[column])).join(','))]
  return new Response(`${lines.join('\r\n')}\r\n`, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="audit-events.csv"', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  })
}
