import type { PayloadRequest } from 'payload'
import type { ApiToken } from '#src/payload-types.ts'

type NewToken = { name: string; account: string | null; scopes: string[]; prefix: string; hash: string; createdBy: string | null; expiresAt: string | null }
export type SavedToken = { id: string; name: string; account: string | null; scopes: string[]; prefix: string; expiresAt: string | null; createdAt: string }

/** Access was decided by the caller. The hash never comes back. */
export async function saveApiToken({ req, data }: { req: PayloadRequest; data: NewToken }): Promise<SavedToken> {
  const doc = await req.payload.create({ collection: 'api-tokens', data: { ...data, platform: data.account === null } as unknown as ApiToken, overrideAccess: true, depth: 0, req })
  return { id: doc.id, name: data.name, account: data.account, scopes: data.scopes, prefix: data.prefix, expiresAt: data.expiresAt, createdAt: doc.createdAt }
}
