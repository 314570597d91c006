import type { PayloadRequest } from 'payload'
import type { BuiltInCredential } from '#src/payload-types.ts'
import { sql, sqlOf } from './sqlOf.ts'

export async function hasBuiltIn({ req, provider }: { req: PayloadRequest; provider: string }): Promise<boolean> {
  const rows = await sqlOf({ req, query: sql`select 1 from built_in_credentials where provider = ${provider} and purpose = 'credential'` })
  return rows.length > 0
}

/** Sealed by the collection's hook; tenants may call nothing with it until an admin fills its allow-list. */
export async function createBuiltIn({ req, provider, authMethod, credentialPayload }: { req: PayloadRequest; provider: string; authMethod: string; credentialPayload: Record<string, string> }): Promise<void> {
  const data = { provider, authMethod, purpose: 'credential', enabled: true, allow: [], credentialPayload } as unknown as BuiltInCredential
  await req.payload.create({ collection: 'built-in-credentials', data, overrideAccess: true, depth: 0, req })
}
