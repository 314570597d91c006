/**
 * How a credential becomes an access token, with every default filled in; exactly one of the three is given for a
 * method whose type makes tokens, except that an app of the platform's has `oauth` too. Places in answers are JSON
 * pointers. Client-safe: types only.
 */
export type TokenBlocks = { oauth: OAuthFacts | null; exchange: ExchangeFacts | null; app: AppFacts | null }

export type ClientAuth = 'basic' | 'post' | 'none' | 'private_key_jwt'

/** Where the parts of a token answer are, and what tells a yes from a no. */
export type ResponseFacts = {
  accessToken: string
  refreshToken: string
  expiresIn: string
  /** Lifetime to count on when the answer names none; null = not known. */
  expiresInSeconds: number | null
  scope: string
  okWhen: { pointer: string; equals: unknown } | null
  error: string
  errorDescription: string
  /** Error codes that end a grant for good, besides `invalid_grant`. */
  permanentErrors: string[]
  /** Plain fields whose value the answer gives, by field name. */
  capture: Record<string, string>
}

export type RefreshFacts = {
  mode: 'none' | 'static' | 'rotating'
  /** How long the replaced refresh token still serves. */
  graceSeconds: number
  /** How long before its end a token is renewed; null = worked out from its lifetime. */
  marginSeconds: number | null
  /** Days without use after which the service ends a grant. */
  idleDays: number | null
}

/** A request that takes a grant back; its templates may use the tokens and `clientId` besides the fields. */
export type RevocationRequest = { method: 'POST' | 'DELETE' | 'GET'; url: string; headers: Record<string, string>; body: unknown; auth: 'client' | 'token' | 'app'; okWhen: { pointer: string; equals: unknown } | null }

export type OAuthFacts = {
  /** Templates; null = found through `issuer`. */
  authorizationUrl: string | null
  tokenUrl: string | null
  revocationUrl: string | null
  issuer: string | null
  scopes: string[]
  optionalScopes: string[]
  scopeSeparator: string
  pkce: 'S256' | { none: string }
  clientAuth: ClientAuth
  bodyFormat: 'form' | 'json'
  authorizationParams: Record<string, string>
  tokenParams: Record<string, string>
  refreshParams: Record<string, string>
  tokenHeaders: Record<string, string>
  refresh: RefreshFacts
  response: ResponseFacts
  /** The service's own way instead of RFC 7009. */
  revocation: RevocationRequest | null
  /**
   * What is asked once, with the first token: plain fields by JSON pointers, within the answer or the only entry of the
   * list at `list` ('' = the answer itself). Left out where nothing is asked.
   */
  lookup?: { url: string; headers: Record<string, string>; list: string | null; capture: Record<string, string> }
  client: 'platform' | 'account'
}

/** A login call below one of the row's bases whose answer holds the token. */
export type ExchangeFacts = {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  service: string | null
  headers: Record<string, string>
  body: unknown
  bodyFormat: 'form' | 'json'
  refresh: RefreshFacts
  response: ResponseFacts
}

/** An app's key signs for one installation. */
export type AppFacts = {
  /** Whose app it is: the account's own comes from fields, the platform's from its built-in client. */
  client: 'platform' | 'account'
  /** Names of the fields that hold the values; `installation` is none where the platform's app is used, but made by Patchbay. */
  appId: string
  privateKey: string
  installation: string
  tokenUrl: string
  /**
   * Which installations a person may choose from, asked with their own token: without it anybody could name another's.
   * `pages`: the list goes on where the `Link` header says; left out where it comes whole.
   */
  installations: { url: string; list: string; id: string; label: string; pages?: 'link' } | null
  headers: Record<string, string>
  refresh: RefreshFacts
  response: ResponseFacts
  revocation: RevocationRequest | null
}
