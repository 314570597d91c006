import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { expandTemplate } from '../catalog/expandTemplate.ts'
import type { Egress } from '../egress/Egress.ts'
import { GrantFault } from './GrantFault.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { resolveEndpoints } from './resolveEndpoints.ts'
import { toGrantFault } from './toGrantFault.ts'
import { toOAuth } from './toOAuth.ts'

type Question = {
  /** Asked only where the row leaves the address to the service's own document. */
  egress: Egress
  compiled: CompiledProvider
  method: CompiledAuthMethod
  client: Pick<OAuthClient, 'clientId' | 'source'>
  /** The account's plain fields, for addresses that hold one. */
  values: CredentialValues
  redirectUri: string
  state: string
  /** S256 of the verifier (RFC 7636 section 4.2); null where the row does without, with its reason. */
  codeChallenge: string | null
  scopes: string[]
  now?: Date
  signal?: AbortSignal
}

/**
 * Where a person is sent to agree. What the row adds never replaces what holds the exchange together.
 * @throws GrantFault where the row has no such address or asks for PKCE and no challenge is given
 */
export async function buildAuthorizationUrl({ egress, compiled, method, client, values, redirectUri, state, codeChallenge, scopes, now = new Date(), signal }: Question): Promise<URL> {
  const oauth = toOAuth({ compiled, method })
  if (oauth.pkce === 'S256' && codeChallenge === null) throw new TypeError('A code challenge is needed for this row.')
  const { authorizationUrl } = await resolveEndpoints({ egress, compiled, method, values, source: client.source, now, signal }).catch((cause: unknown) => {
    throw toGrantFault({ cause, name: compiled.name, signal })
  })
  if (authorizationUrl === null) throw new GrantFault('provider_unavailable', { kind: 'configuration', message: `Where people agree for ${compiled.name} is not known.`, wasSent: false })
  const url = new URL(authorizationUrl)
  const all = deriveValues(method, values)
  for (const [name, value] of Object.entries(oauth.authorizationParams)) url.searchParams.set(name, expandTemplate(value, all))
  const own: [string, string | null][] = [
    ['response_type', 'code'],
    ['client_id', client.clientId],
    ['redirect_uri', redirectUri],
    ['scope', scopes.length === 0 ? null : scopes.join(oauth.scopeSeparator)],
    ['state', state],
    ['code_challenge', oauth.pkce === 'S256' ? codeChallenge : null],
    ['code_challenge_method', oauth.pkce === 'S256' ? 'S256' : null],
  ]
  for (const [name, value] of own) if (value !== null) url.searchParams.set(name, value)
  return url
}
