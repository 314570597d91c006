import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

export async function readLogo({ req, filename }: { req: PayloadRequest; filename: string }): Promise<{ bytes: Buffer; mimeType: string } | null> {
  const rows = await sqlOf<{ bytes: string | null; mime_type: string }>({ req, query: sql`select bytes, mime_type from logos where filename = ${filename}` })
  const row = rows[0]
  return row === undefined || row.bytes === null ? null : { bytes: Buffer.from(row.bytes, 'base64'), mimeType: row.mime_type }
}
