import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { listAudit } from './stores/listAudit.ts'

const columns = ['createdAt', 'account', 'action', 'actorKind', 'actorId', 'actorLabel', 'targetType', 'targetId', 'targetLabel', 'provider', 'outcome', 'code', 'requestId'] as const
const maxRows = 10_000

/** The newest 10,000 events one may see, as CSV. */
export async function exportAudit({ req }: { req: PayloadRequest }): Promise<Response> {
  if (!req.user) throw new PatchbayError('unauthenticated')
  const events = await listAudit({ req, account: new URL(req.url ?? 'http://localhost').searchParams.get('account'), limit: maxRows })
  const lines = [columns.join(','), ...events.map((event) => columns.map((column) => cell(event[column])).join(','))]
  return new Response(`${lines.join('\r\n')}\r\n`, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="audit-events.csv"', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  })
}

/** RFC 4180 quoting; a leading = + - @ would be a formula to a spreadsheet, so it gets an apostrophe before it. */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
