import type { AuthStrategyFunction } from 'payload'
import { hashToken, isTokenShaped } from '#src/engine/apiToken.ts'
import { findApiToken } from '#src/server/stores/findApiToken.ts'

/** `Authorization: Bearer pb_…` → the token's row as the request's user. Absent or unknown = nobody. */
export const authenticateToken: AuthStrategyFunction = async ({ headers, payload }) => {
  const [scheme, token] = (headers.get('authorization') ?? '').split(' ')
  if (scheme !== 'Bearer' || token === undefined || !isTokenShaped(token)) return { user: null }
  const found = await findApiToken({ req: { payload }, hash: hashToken(token) })
  return { user: found === null ? null : { ...found, collection: 'api-tokens', _strategy: 'api-token' } } as Awaited<ReturnType<AuthStrategyFunction>>
}
