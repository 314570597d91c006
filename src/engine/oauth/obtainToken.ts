import { clientCredentialsGrantRequest, processClientCredentialsResponse, processRefreshTokenResponse, refreshTokenGrantRequest } from 'oauth4webapi'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import type { Egress } from '../egress/Egress.ts'
import { askTokenEndpoint } from './askTokenEndpoint.ts'
import { GrantFault } from './GrantFault.ts'
import { logInForToken } from './logInForToken.ts'
import { mintInstallationToken } from './mintInstallationToken.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { requireExchange } from './requireExchange.ts'
import { resolveEndpoints } from './resolveEndpoints.ts'
import { toGrantFault } from './toGrantFault.ts'
import type { TokenGrant } from './TokenGrant.ts'
import { toOAuth } from './toOAuth.ts'

export type ObtainQuestion = {
  egress: Egress
  compiled: CompiledProvider
  method: CompiledAuthMethod
  /** Whose client asks; a login call has none and ignores it. */
  client: OAuthClient
  /** The opened credential, tokens included. */
  values: CredentialValues
  /** What the owner agreed to, bound into the envelope. */
  agreedHosts: string[]
  now: Date
  signal?: AbortSignal
  /** Shows the refresh token before the present one, within the row's grace window. */
  usePrevious?: boolean
}

/**
 * The one way to a token without a person: a refresh token is exchanged, a client asks for itself, a login call is
 * made, or an app's key signs for an installation. Sends at most one request that could use something up.
 * @throws GrantFault, or what `signal` was aborted with (a deadline becomes a GrantFault of `provider_timeout`)
 */
export async function obtainToken(question: ObtainQuestion): Promise<TokenGrant> {
  try {
    requireExchange(question)
    return await waysOf[question.method.type](question)
  } catch (cause) {
    throw toGrantFault({ cause, name: question.compiled.name, signal: question.signal })
  }
}

const noToken = ({ compiled, method }: ObtainQuestion): never => {
  throw new GrantFault('provider_unavailable', { kind: 'configuration', message: `${compiled.name} gives no tokens for the auth method “${method.key}”.`, wasSent: false })
}

const waysOf: Record<CompiledAuthMethod['type'], (question: ObtainQuestion) => Promise<TokenGrant>> = {
  oauth2_code: refresh,
  oauth2_client_credentials: askForItself,
  token_exchange: logInForToken,
  github_app: mintInstallationToken,
  api_key: noToken,
  bearer: noToken,
  basic: noToken,
  custom: noToken,
}

async function refresh(question: ObtainQuestion): Promise<TokenGrant> {
  const { compiled, client, values, usePrevious = false } = question
  const oauth = toOAuth(question)
  const refreshToken = usePrevious ? values.previousRefreshToken : values.refreshToken
  if (!refreshToken || oauth.refresh.mode === 'none') {
    throw new GrantFault('reauth_required', { kind: 'permanent', message: `${compiled.name} gave no way to renew this authorization.`, wasSent: false })
  }
  const endpoints = await resolveEndpoints({ ...question, source: client.source })
  return askTokenEndpoint({
    ...question, oauth, endpoints, params: oauth.refreshParams, shown: 'grant',
    ask: async ({ server, client: id, authentication, options }) => processRefreshTokenResponse(server, id, await refreshTokenGrantRequest(server, id, authentication, refreshToken, options)),
  })
}

async function askForItself(question: ObtainQuestion): Promise<TokenGrant> {
  const oauth = toOAuth(question)
  const endpoints = await resolveEndpoints({ ...question, source: question.client.source })
  const scope: Record<string, string> = oauth.scopes.length === 0 ? {} : { scope: oauth.scopes.join(oauth.scopeSeparator) }
  return askTokenEndpoint({
    ...question, oauth, endpoints, params: oauth.tokenParams, shown: 'login',
    ask: async ({ server, client, authentication, options }) => processClientCredentialsResponse(server, client, await clientCredentialsGrantRequest(server, client, authentication, { ...options.additionalParameters, ...scope }, options)),
  })
}
