import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { ConsentServer } from './startConsentServer.ts'
import { type SeenRequest, startTokenServer } from './startTokenServer.ts'

type Installation = { id: number; account: string }

/**
 * A service whose app is installed in places: it lists those of whoever asks, gives tokens of each, and says whose a
 * token is. People sign in at the consent server given.
 */
export async function startAppServer(consent: ConsentServer) {
  const server = await startTokenServer()
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const issued = new Map<string, Installation>()
  let theirs: Installation[] = []
  let isAway = false
  server.reply((request: SeenRequest) => {
    if (isAway) return { status: 503, body: {} }
    if (request.path === '/user/installations') return { body: { installations: theirs } }
    const minted = /^\/installations\/(\d+)\/tokens$/.exec(request.path)
    if (minted) {
      const token = randomBytes(12).toString('hex')
      issued.set(token, theirs.find(({ id }) => String(id) === minted[1]) ?? { id: Number(minted[1]), account: 'somebody else' })
      return { status: 201, body: { token, expires_at: new Date(Date.now() + 3_600_000).toISOString() } }
    }
    const whose = issued.get(request.headers.authorization?.replace('Bearer ', '') ?? '')
    return whose === undefined ? { status: 401, body: {} } : { body: { user: { name: whose.account, id: String(whose.id) } } }
  })
  const oauth = { authorizationUrl: `${consent.origin}/auth`, tokenUrl: `${consent.origin}/token`, scopes: ['openid'], authorizationParams: { prompt: 'login consent' }, client: 'platform' }
  const app = { client: 'platform', tokenUrl: `${server.url}/installations/{{installationId}}/tokens`, installations: { url: `${server.url}/user/installations`, list: '/installations', id: '/id', label: '/account' } }
  return {
    /** Of the platform, for the row. */
    client: { appId: '77', privateKey, ...consent.client },
    row: { key: 'umbra-app', name: 'Umbra app', category: 'Testing', description: 'A service of the tests whose app is installed in places.', baseUrl: server.url, allowedHosts: [server.host], authMethods: [{ key: 'app', type: 'github_app', label: 'App', oauth, app }], test: { method: 'GET', path: '/v1/me', expect: [200], identity: { label: '/user/name', id: '/user/id' } } },
    /** Where whoever signs in has it installed, from now on. */
    install: (...places: Installation[]) => { theirs = places },
    /** It answers nothing but 503 until the next turn. */
    goAway: (away: boolean) => { isAway = away },
    /** For which installations tokens were asked, in order. */
    minted: (): string[] => server.seen.flatMap(({ path }) => /^\/installations\/(\d+)\//.exec(path)?.[1] ?? []),
    close: () => server.close(),
  }
}
