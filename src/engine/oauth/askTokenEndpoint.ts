import { allowInsecureRequests, type AuthorizationServer, type Client, type ClientAuth, customFetch, type TokenEndpointResponse } from 'oauth4webapi'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { expandTemplate } from '../catalog/expandTemplate.ts'
import type { OAuthFacts } from '../catalog/TokenBlocks.ts'
import type { Egress } from '../egress/Egress.ts'
import { knownSecrets } from '../verify/knownSecrets.ts'
import { askForToken } from './askForToken.ts'
import { authenticateClient } from './authenticateClient.ts'
import { GrantFault, isGrantFault } from './GrantFault.ts'
import { judgeTokenAnswer } from './judgeTokenAnswer.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { readGrant } from './readGrant.ts'
import type { OAuthEndpoints } from './resolveEndpoints.ts'
import type { TokenGrant } from './TokenGrant.ts'
import { toTokenBody } from './toTokenBody.ts'

/** What the library needs to make a request of the token endpoint and to read its answer. */
export type TokenDoor = { server: AuthorizationServer; client: Client; authentication: ClientAuth; options: DoorOptions }

type DoorOptions = {
  [allowInsecureRequests]: true
  [customFetch]: (url: string, init: { method: string; headers: Record<string, string>; body?: unknown }) => Promise<Response>
  headers: Record<string, string>
  additionalParameters: Record<string, string>
}

export type TokenQuestion = {
  egress: Egress
  compiled: CompiledProvider
  method: CompiledAuthMethod
  oauth: OAuthFacts
  client: OAuthClient
  values: CredentialValues
  endpoints: OAuthEndpoints
  /** Of the row, beside what the grant type needs; templates. */
  params: Record<string, string>
  now: Date
  signal?: AbortSignal
  /** What is shown for the token; a login is a client that asks for itself. */
  shown: 'code' | 'grant' | 'login'
  /** Further values that no sentence may hold, such as a code. */
  secrets?: string[]
  ask: (door: TokenDoor) => Promise<TokenEndpointResponse>
}

/**
 * Opens the token endpoint to `oauth4webapi`: its request leaves through the egress, and the answer is judged and put
 * into the one shape the library takes before it sees it, so that services of every dialect can be asked.
 * @throws GrantFault, or what `signal` was aborted with
 */
export async function askTokenEndpoint(question: TokenQuestion): Promise<TokenGrant> {
  const { compiled, oauth, client, endpoints, ask } = question
  const values = deriveValues(question.method, question.values)
  const filled = (params: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(params).map(([name, value]) => [name, expandTemplate(value, values)]))
  // Without an issuer the token address stands for it, which is also whom such services want an assertion made out to.
  const issuer = endpoints.issuer ?? endpoints.tokenUrl
  let grant: TokenGrant | null = null
  const carry: DoorOptions[typeof customFetch] = async (url, init) => {
    grant = await exchange({ question, url, init })
    return cleanResponse(grant)
  }
  try {
    await ask({
      server: { issuer, token_endpoint: endpoints.tokenUrl, authorization_response_iss_parameter_supported: endpoints.sendsIssuer },
      client: { client_id: client.clientId },
      authentication: await authenticateClient({ client, clientAuth: oauth.clientAuth, name: compiled.name, audience: issuer }),
      // Plain http is for the egress rules to allow or refuse, as with every other request.
      options: { [allowInsecureRequests]: true, [customFetch]: carry, headers: filled(oauth.tokenHeaders), additionalParameters: filled(question.params) },
    })
  } catch (cause) {
    question.signal?.throwIfAborted()
    throw isGrantFault(cause) ? cause : unreadable(compiled.name)
  }
  return grant ?? unreadable(compiled.name)
}

type Exchange = { question: TokenQuestion; url: string; init: Parameters<DoorOptions[typeof customFetch]>[1] }

async function exchange({ question, url, init }: Exchange): Promise<TokenGrant> {
  const { egress, compiled, method, oauth, client, values, now, signal, shown, secrets = [] } = question
  const { name } = compiled
  const { headers, body } = toTokenBody({ init, bodyFormat: oauth.bodyFormat })
  const answer = await askForToken({ egress, name, request: { method: init.method, url: new URL(url), headers, body }, now, signal })
  const hidden = [...knownSecrets({ method, values }), ...secrets, client.clientSecret, client.privateKey].filter((secret) => typeof secret === 'string')
  judgeTokenAnswer({ name, response: oauth.response, answer, shown, client: client.source, secrets: hidden })
  return readGrant({ name, method, response: oauth.response, document: answer.document, now })
}

/** Every token is used as a bearer's, whatever its service calls it; where it goes is the row's to say. */
function cleanResponse({ accessToken, refreshToken, expiresInSeconds, scopes }: TokenGrant): Response {
  return Response.json({
    access_token: accessToken,
    token_type: 'bearer',
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    ...(expiresInSeconds === null ? {} : { expires_in: expiresInSeconds }),
    ...(scopes === null ? {} : { scope: scopes.join(' ') }),
  })
}

/** Without its cause: the library quotes the answer, and answers hold tokens. */
function unreadable(name: string): never {
  throw new GrantFault('provider_error', { kind: 'transient', message: `${name} answered the request for a token with something that cannot be understood.`, wasSent: true })
}
