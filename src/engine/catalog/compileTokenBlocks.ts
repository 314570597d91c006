import type { AuthMethodType } from './CompiledProvider.ts'
import type { RowAuthMethod } from './providerRowSchema.ts'
import type { AppFacts, ExchangeFacts, OAuthFacts, RefreshFacts, ResponseFacts, RevocationRequest, TokenBlocks } from './TokenBlocks.ts'

type OAuth = NonNullable<RowAuthMethod['oauth']>
type Exchange = NonNullable<RowAuthMethod['exchange']>
type App = NonNullable<RowAuthMethod['app']>

const usualResponse: ResponseFacts = {
  accessToken: '/access_token', refreshToken: '/refresh_token', expiresIn: '/expires_in', expiresInSeconds: null, scope: '/scope',
  okWhen: null, error: '/error', errorDescription: '/error_description', permanentErrors: [], capture: {},
}
/** A token that is made anew from the same credential each time: nothing to keep, nothing to lose. */
const madeAnew: RefreshFacts = { mode: 'static', graceSeconds: 0, marginSeconds: null, idleDays: null }

/** The token blocks of one auth method with every default filled in. */
export const compileTokenBlocks = ({ type, oauth, exchange, app }: Pick<RowAuthMethod, 'type' | 'oauth' | 'exchange' | 'app'>): TokenBlocks => ({
  oauth: oauth ? compileOAuth({ type, oauth }) : null,
  exchange: exchange ? compileExchange(exchange) : null,
  app: app ? compileApp(app) : null,
})

function compileOAuth({ type, oauth }: { type: AuthMethodType; oauth: OAuth }): OAuthFacts {
  return {
    authorizationUrl: oauth.authorizationUrl ?? null,
    tokenUrl: oauth.tokenUrl ?? null,
    revocationUrl: oauth.revocationUrl ?? null,
    issuer: oauth.issuer ?? null,
    scopes: oauth.scopes ?? [],
    optionalScopes: oauth.optionalScopes ?? [],
    scopeSeparator: oauth.scopeSeparator ?? ' ',
    pkce: oauth.pkce ?? 'S256',
    clientAuth: oauth.clientAuth ?? 'basic',
    bodyFormat: oauth.bodyFormat ?? 'form',
    authorizationParams: oauth.authorizationParams ?? {},
    tokenParams: oauth.tokenParams ?? {},
    refreshParams: oauth.refreshParams ?? {},
    tokenHeaders: oauth.tokenHeaders ?? {},
    refresh: compileRefresh(oauth.refresh),
    response: compileResponse(oauth.response),
    revocation: compileRevocation(oauth.revocation),
    // Left out, not null: the mark of the exchange, which owners agreed to, is made of all that is there.
    ...(oauth.lookup ? { lookup: { url: oauth.lookup.url, headers: oauth.lookup.headers ?? {}, list: oauth.lookup.list ?? null, capture: oauth.lookup.capture } } : {}),
    // Client credentials are the account's own: the fields are the client.
    client: type === 'oauth2_client_credentials' ? 'account' : (oauth.client ?? 'platform'),
  }
}

function compileRefresh(refresh: OAuth['refresh']): RefreshFacts {
  const { mode = 'rotating', graceSeconds, marginSeconds, idleDays } = refresh ?? {}
  return { mode, graceSeconds: graceSeconds ?? 0, marginSeconds: marginSeconds ?? null, idleDays: idleDays ?? null }
}

function compileResponse(response: OAuth['response']): ResponseFacts {
  const given = Object.entries(response ?? {}).filter(([, value]) => value !== null && value !== undefined)
  return { ...usualResponse, ...Object.fromEntries(given) }
}

const compileRevocation = (revocation: OAuth['revocation']): RevocationRequest | null =>
  revocation
    ? { method: revocation.method ?? 'POST', url: revocation.url, headers: revocation.headers ?? {}, body: revocation.body ?? null, auth: revocation.auth, okWhen: compileOkWhen(revocation.okWhen) }
    : null

const compileOkWhen = (okWhen: Exchange['okWhen']): ResponseFacts['okWhen'] => (okWhen ? { pointer: okWhen.pointer, equals: okWhen.equals } : null)

function compileExchange(exchange: Exchange): ExchangeFacts {
  return {
    method: exchange.method ?? 'POST',
    path: exchange.path,
    service: exchange.service ?? null,
    headers: exchange.headers ?? {},
    body: exchange.body ?? null,
    bodyFormat: exchange.bodyFormat ?? 'json',
    refresh: { ...madeAnew, marginSeconds: exchange.marginSeconds ?? null },
    response: {
      ...usualResponse,
      accessToken: exchange.tokenPath,
      expiresIn: exchange.expiresInPath ?? usualResponse.expiresIn,
      expiresInSeconds: exchange.expiresInSeconds ?? null,
      okWhen: compileOkWhen(exchange.okWhen),
      errorDescription: exchange.errorAt ?? usualResponse.errorDescription,
    },
  }
}

function compileApp(app: App): AppFacts {
  const { installations } = app
  return {
    client: app.client ?? 'platform',
    appId: app.appId ?? 'appId',
    privateKey: app.privateKey ?? 'privateKey',
    installation: app.installation ?? 'installationId',
    tokenUrl: app.tokenUrl,
    installations: installations ? { url: installations.url, list: installations.list ?? '', id: installations.id, label: installations.label ?? installations.id, ...(installations.pages ? { pages: installations.pages } : {}) } : null,
    headers: app.headers ?? {},
    refresh: madeAnew,
    response: { ...usualResponse, accessToken: '/token', expiresIn: '/expires_at', errorDescription: '/message' },
    revocation: compileRevocation(app.revocation),
  }
}
