import type { PayloadRequest } from 'payload'
import { requireConnection } from './requireConnection.ts'
import { readImpact } from './stores/readImpact.ts'

export type Impact = { flows: { id: string; name: string }[]; channels: { id: string; name: string }[]; tokens: { id: string; name: string; lastUsedAt: string | null }[]; calls30d: number }

/** What stops when this connection goes: shown before it does. */
export async function connectionImpact({ req, id }: { req: PayloadRequest; id: string }): Promise<Impact> {
  const { record } = await requireConnection({ req, id, need: 'see' })
  return readImpact({ req, account: record.account, connection: id })
}
