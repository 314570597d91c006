import type { Payload } from 'payload'
import type { Grant, TokenService } from './startTokenService.ts'

type Granting = {
  payload: Payload
  account: string
  owner: string
  service: Pick<TokenService, 'client'>
  grant: Grant
  provider?: string
  /** When the access token ends, and when it should be renewed; null = not known, never. */
  endsInSeconds?: number | null
  dueInSeconds?: number | null
  data?: Record<string, unknown>
}

/** A connection as a finished authorization leaves it: the account's own client, and the grant's tokens sealed beside it. Gives its id. */
export async function makeGranted({ payload, account, owner, service, grant, provider = 'tokens', endsInSeconds = 3_600, dueInSeconds = 3_300, data = {} }: Granting): Promise<string> {
  const from = (seconds: number | null): string | null => (seconds === null ? null : new Date(Date.now() + seconds * 1000).toISOString())
  const doc = await payload.create({
    collection: 'connections',
    data: {
      account, provider, owner, authMethod: 'oauth', displayName: `Grant ${grant.id}`, mode: 'oauth-user', status: 'active', visibility: 'account',
      credentialPayload: { ...service.client },
      tokens: { values: { accessToken: grant.accessToken, refreshToken: grant.refreshToken }, tokenExpiresAt: from(endsInSeconds), refreshDueAt: from(dueInSeconds) },
      ...data,
    } as never,
    overrideAccess: true,
    depth: 0,
  })
  return String(doc.id)
}
