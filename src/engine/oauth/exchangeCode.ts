import { authorizationCodeGrantRequest, nopkce, processAuthorizationCodeResponse, skipStateCheck, validateAuthResponse } from 'oauth4webapi'
import { askTokenEndpoint } from './askTokenEndpoint.ts'
import { GrantFault } from './GrantFault.ts'
import { isOwnAnswer } from './isOwnAnswer.ts'
import type { ObtainQuestion } from './obtainToken.ts'
import { requireExchange } from './requireExchange.ts'
import { resolveEndpoints } from './resolveEndpoints.ts'
import { toGrantFault } from './toGrantFault.ts'
import type { TokenGrant } from './TokenGrant.ts'
import { toOAuth } from './toOAuth.ts'

type Question = Omit<ObtainQuestion, 'usePrevious'> & {
  code: string
  codeVerifier: string | null
  /** The very one the person was sent with. */
  redirectUri: string
  /** What the callback said of its sender (RFC 9207); null = nothing. */
  iss: string | null
}

/**
 * The code of a callback becomes a grant. Whether the callback belongs to the person is decided before (state, nonce).
 * @throws GrantFault, or what `signal` was aborted with
 */
export async function exchangeCode({ code, codeVerifier, redirectUri, iss, ...question }: Question): Promise<TokenGrant> {
  const { compiled, client, signal } = question
  const { name } = compiled
  try {
    requireExchange(question)
    const oauth = toOAuth(question)
    const endpoints = await resolveEndpoints({ ...question, source: client.source })
    if (!isOwnAnswer({ endpoints, iss })) throw mixedUp({ name, iss })
    const isVerified = oauth.pkce === 'S256'
    if (isVerified && codeVerifier === null) throw new TypeError('A code verifier is needed for this row.')
    return await askTokenEndpoint({
      ...question, oauth, endpoints, params: oauth.tokenParams, shown: 'code', secrets: [code, ...(codeVerifier === null ? [] : [codeVerifier])],
      ask: async ({ server, client: id, authentication, options }) => {
        const callback = validateAuthResponse({ ...server, authorization_response_iss_parameter_supported: false }, id, new URLSearchParams({ code }), skipStateCheck)
        const response = await authorizationCodeGrantRequest(server, id, authentication, callback, redirectUri, isVerified ? (codeVerifier as string) : nopkce, options)
        return processAuthorizationCodeResponse(server, id, response)
      },
    })
  } catch (cause) {
    throw toGrantFault({ cause, name, signal })
  }
}

/** Told with what the answer calls itself, since a row may have to name it. */
const mixedUp = ({ name, iss }: { name: string; iss: string | null }): GrantFault =>
  new GrantFault('provider_error', {
    kind: 'configuration',
    message: `The answer does not say that it comes from ${name}, so nothing was exchanged.`,
    hint: 'Start again. If it stays, a platform admin can set issuer in the provider row to what the service calls itself.',
    wasSent: false,
    ...(iss === null ? {} : { note: iss.slice(0, 200) }),
  })
