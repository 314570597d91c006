import type { AuthMethodType } from './CompiledProvider.ts'

const tokenTypes: ReadonlySet<AuthMethodType> = new Set(['oauth2_code', 'oauth2_client_credentials', 'token_exchange', 'github_app'])

/** Whether a credential of this type becomes an access token before it is used. Client-safe. */
export const takesToken = (type: AuthMethodType): boolean => tokenTypes.has(type)
