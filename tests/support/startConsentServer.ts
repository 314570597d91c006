import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** A certified OAuth server on loopback with a consent page, and a row of it. Who signs in as `ann` is “Ann of Umbra”. */
export type ConsentServer = Awaited<ReturnType<typeof startConsentServer>>

type Options = { redirectUri: string; accessTokenSeconds?: number }

const nameOf = (login: string): string => `${login.charAt(0).toUpperCase()}${login.slice(1)} of Umbra`

export async function startConsentServer({ redirectUri, accessTokenSeconds = 3_600 }: Options) {
  let lifeSeconds = accessTokenSeconds
  const http = createServer()
  await new Promise<void>((resolve) => { http.listen(0, '127.0.0.1', resolve) })
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const client = { clientId: 'patchbay-tests', clientSecret: randomBytes(24).toString('base64url') }
  const provider = makeQuietly(() => new Provider(origin, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] }],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    scopes: ['openid', 'offline_access', 'profile', 'mail.read', 'mail.send'],
    claims: { openid: ['sub'], profile: ['name'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: nameOf(sub) }) }),
    features: { devInteractions: { enabled: true }, revocation: { enabled: true, allowedPolicy: async (_, asking, token) => token.clientId === asking.clientId } },
    pkce: { required: () => true },
    // A token that has ended has ended.
    clockTolerance: 0,
    rotateRefreshToken: true,
    ttl: { AccessToken: () => lifeSeconds, AuthorizationCode: 60, Grant: 86_400, IdToken: 60, Interaction: 600, RefreshToken: 86_400, Session: 86_400 },
  }))
  // Its errors are told by what it answers.
  const counts = { granted: 0, refreshed: 0, revoked: 0 }
  let newest = ''
  provider.on('grant.success', (ctx) => {
    counts.granted += 1
    if (ctx.oidc.params?.['grant_type'] === 'refresh_token') counts.refreshed += 1
    newest = String((ctx.body as { access_token?: string }).access_token)
  })
  const grants = new Set<string>()
  provider.on('grant.saved' as 'grant.success', (grant) => { grants.add((grant as unknown as { jti: string }).jti) })
  provider.on('revocation.destroyed' as 'grant.revoked', () => { counts.revoked += 1 })
  provider.on('grant.revoked', () => { counts.revoked += 1 })
  const withheld = new Set<string>()
  const answer = provider.callback()
  http.on('request', (request, response) => {
    // As somebody does who does not tick everything.
    if (withheld.size > 0 && request.url?.startsWith('/auth?')) {
      const url = new URL(request.url, origin)
      url.searchParams.set('scope', (url.searchParams.get('scope') ?? '').split(' ').filter((one) => !withheld.has(one)).join(' '))
      request.url = `${url.pathname}${url.search}`
    }
    void answer(request, response)
  })

  const oauth = {
    authorizationUrl: `${origin}/auth`, tokenUrl: `${origin}/token`, revocationUrl: `${origin}/token/revocation`,
    scopes: ['openid', 'profile', 'offline_access', 'mail.read'], clientAuth: 'basic', authorizationParams: { prompt: 'login consent' }, refresh: { mode: 'rotating' }, client: 'platform',
  }
  return {
    origin, client, counts,
    /** These scopes are asked for in vain until the next turn. */
    withhold: (...scopes: string[]) => { withheld.clear(); for (const scope of scopes) withheld.add(scope) },
    /** How long the access tokens live that it gives from now on. */
    last: (seconds: number) => { lifeSeconds = seconds },
    /** Whether the token that it gave last, before this was called, is still good for anything. */
    watchToken: () => {
      const authorization = `Bearer ${newest}`
      return async (): Promise<boolean> => (await fetch(`${origin}/me`, { headers: { authorization } })).ok
    },
    /** As people do who take every permission back on the provider's own pages. */
    takeBack: async () => {
      for (const id of grants) await (await provider.Grant.find(id))?.destroy()
      grants.clear()
    },
    /** A provider row of this server; `method` and `rest` replace parts. */
    row: ({ method = {}, ...rest }: Record<string, unknown> & { method?: Record<string, unknown> } = {}): Record<string, unknown> & { key: string } => ({
      key: 'umbra', name: 'Umbra', category: 'Testing', description: 'A service of the tests that people sign in to.', baseUrl: origin, allowedHosts: [new URL(origin).host],
      authMethods: [{ key: 'oauth', type: 'oauth2_code', label: 'Sign in with Umbra', requiredScopes: ['mail.read'], oauth, ...method }],
      test: { method: 'GET', path: '/me', expect: [200], identity: { label: '/name', id: '/sub' } },
      ...rest,
    }),
    oauth,
    signIn: (question: Omit<SignIn, 'redirectUri'>) => signIn({ ...question, redirectUri }),
    stop: () => new Promise<void>((resolve) => { http.close(() => resolve()); http.closeAllConnections() }),
  }
}

/** What it warns of at its start is meant for production. */
function makeQuietly(make: () => Provider): Provider {
  const { warn } = console
  console.warn = (...said) => { if (!String(said[0]).includes('oidc-provider WARNING')) warn(...said) }
  try {
    return make()
  } finally {
    console.warn = warn
  }
}

type SignIn = { url: string; login: string; consents?: boolean; redirectUri: string }

/** What a person does in a browser, without one: signs in, allows or refuses, and is sent back. Gives the address they are sent to. */
async function signIn({ url, login, consents = true, redirectUri }: SignIn): Promise<URL> {
  const cookies = new Map<string, string>()
  let next: { url: URL; body?: URLSearchParams } = { url: new URL(url) }
  for (let step = 0; step < 20; step += 1) {
    if (next.url.href.startsWith(redirectUri)) return next.url
    const response = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.body === undefined ? {} : { method: 'POST', body: next.body }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    const text = await response.text()
    if (location !== null) next = { url: new URL(location, next.url) }
    else if (response.status !== 200) throw new Error(`${response.status} at ${next.url.pathname}: ${text.replaceAll(/<[^>]*>/g, ' ').slice(0, 300)}`)
    else next = answerPage({ text, url: next.url, login, consents })
  }
  throw new Error('the consent page never sent anybody back')
}

function answerPage({ text, url, login, consents }: { text: string; url: URL; login: string; consents: boolean }): { url: URL; body?: URLSearchParams } {
  const prompt = /name="prompt" value="([^"]+)"/.exec(text)?.[1]
  const action = /action="([^"]+)"/.exec(text)?.[1]
  if (prompt === undefined || action === undefined) throw new Error(`an unexpected page at ${url.pathname}`)
  if (prompt === 'consent' && !consents) return { url: new URL(`${url.pathname}/abort`, url) }
  return { url: new URL(action, url), body: new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'any' } : {}) }) }
}
