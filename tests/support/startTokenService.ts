import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen } from './listen.ts'

/**
 * How the service treats a refresh token that was used already: `strict` takes it for theft and ends the whole grant (RFC
 * 9700 section 4.14.2), `grace` gives the same answer again for a while, `static` never replaces one.
 */
export type TokenMode = 'strict' | 'grace' | 'static'

export type Grant = {
  id: string
  /** How often a refresh token was replaced. */
  generation: number
  accessToken: string
  refreshToken: string
  isRevoked: boolean
  /** Successful exchanges by generation they started from: more than one means that two asked with the same token. */
  exchanges: number[]
  /** Tokens presented again after they were replaced. */
  reuses: number
}

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown
type Settings = { mode?: TokenMode; expiresInSeconds?: number; graceMs?: number; /** What nobody can guess in a token, for a test that searches for it. */ makeCore?: (kind: 'at' | 'rt') => string }

/** A service with tokens that really rotate: what it counted is the truth about who asked for what. */
export type TokenService = Awaited<ReturnType<typeof startTokenService>>

export async function startTokenService(settings: Settings = {}) {
  const now: Required<Settings> = { mode: 'strict', expiresInSeconds: 3_600, graceMs: 600_000, makeCore: () => randomBytes(18).toString('base64url'), ...settings }
  const token = (kind: 'at' | 'rt', { id, generation }: Grant): string => [kind, id, generation, now.makeCore(kind)].join('.')
  const grants = new Map<string, Grant>()
  const previous = new Map<string, { token: string; until: number }>()
  const client = { clientId: `client-${randomBytes(4).toString('hex')}`, clientSecret: randomBytes(16).toString('base64url') }
  let beforeToken: Answer | null = null
  let afterCommit: Answer | null = null
  let tokenRequests = 0
  let refusedPath: string | null = null

  const renew = (grant: Grant): void => {
    grant.accessToken = token('at', grant)
    if (now.mode !== 'static') {
      previous.set(grant.id, { token: grant.refreshToken, until: Date.now() + now.graceMs })
      grant.refreshToken = token('rt', grant)
    }
    grant.exchanges[grant.generation] = (grant.exchanges[grant.generation] ?? 0) + 1
    grant.generation += 1
  }

  async function answerToken(request: IncomingMessage, response: ServerResponse, body: URLSearchParams): Promise<void> {
    tokenRequests += 1
    if (beforeToken !== null && (await beforeToken(request, response)) !== 'go on') return
    if (body.get('client_id') !== client.clientId || body.get('client_secret') !== client.clientSecret) return send(response, 401, { error: 'invalid_client' })
    const given = body.get('refresh_token') ?? ''
    const grant = grants.get(given.split('.')[1] ?? '')
    if (grant === undefined || grant.isRevoked) return send(response, 400, { error: 'invalid_grant', error_description: 'The grant was revoked.' })
    if (given === grant.refreshToken) renew(grant)
    else if (!isInGrace({ grant, given })) {
      grant.reuses += 1
      grant.isRevoked = true
      return send(response, 400, { error: 'invalid_grant', error_description: 'The refresh token was used already.' })
    }
    const answer = { access_token: grant.accessToken, token_type: 'Bearer', expires_in: now.expiresInSeconds, scope: 'read', ...(now.mode === 'static' ? {} : { refresh_token: grant.refreshToken }) }
    if (afterCommit !== null && (await afterCommit(request, response)) !== 'go on') return
    send(response, 200, answer)
  }

  const isInGrace = ({ grant, given }: { grant: Grant; given: string }): boolean => {
    const kept = previous.get(grant.id)
    return now.mode === 'grace' && kept?.token === given && kept.until > Date.now()
  }

  const server = await listen(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    if (request.url === '/token') return answerToken(request, response, new URLSearchParams(Buffer.concat(parts).toString()))
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const grant = grants.get(bearer.split('.')[1] ?? '')
    // As the strictest do: the old access token ends with the old refresh token.
    const isGood = grant !== undefined && !grant.isRevoked && grant.accessToken === bearer && request.url !== refusedPath
    send(response, isGood ? 200 : 401, isGood ? { user: { name: grant.id, id: grant.id }, body: Buffer.concat(parts).toString() } : { error: { message: 'This token does not serve.' } })
  })

  return {
    url: server.url,
    host: `127.0.0.1:${server.port}`,
    client,
    settings: now,
    tokenRequests: () => tokenRequests,
    /** Answers 401 there to every token. */
    refuseAt: (path: string | null) => {
      refusedPath = path
    },
    /** As a person's consent would make it. */
    newGrant: (): Grant => {
      const grant: Grant = { id: randomBytes(6).toString('hex'), generation: 0, accessToken: '', refreshToken: '', isRevoked: false, exchanges: [], reuses: 0 }
      grant.accessToken = token('at', grant)
      grant.refreshToken = token('rt', grant)
      grants.set(grant.id, grant)
      return grant
    },
    grants,
    /** Answers requests for a token itself, before anything happened (`before`) or when the new one is given out (`after`); 'go on' lets the service answer. */
    turn: ({ before = null, after = null }: { before?: Answer | null; after?: Answer | null } = {}) => {
      beforeToken = before
      afterCommit = after
    },
    row: ({ key = 'tokens', mode = now.mode, ...rest }: { key?: string; mode?: TokenMode } & Record<string, unknown> = {}) => ({
      key,
      name: 'Tokens',
      category: 'Testing',
      description: 'A service of the tests whose tokens end.',
      manageUrl: 'https://tokens.example/apps',
      baseUrl: server.url,
      authMethods: [{ key: 'oauth', type: 'oauth2_code', label: 'OAuth', oauth: { authorizationUrl: `${server.url}/authorize`, tokenUrl: `${server.url}/token`, scopes: ['read'], clientAuth: 'post', client: 'account', refresh: { mode: mode === 'static' ? 'static' : 'rotating', graceSeconds: mode === 'grace' ? now.graceMs / 1000 : 0 } } }],
      test: { method: 'GET', path: '/me', expect: [200], errorAt: '/error/message', identity: { label: '/user/name', id: '/user/id' } },
      retry: { on: [], maxAttempts: 1 },
      ...rest,
    }),
    /** Nobody is connected any more, so that whatever was sent here was read and has had its effect. */
    whenLeft: async (): Promise<void> => {
      while ((await new Promise<number>((resolve, reject) => server.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))))) > 0) await sleep(5)
    },
    stop: () => server.close(),
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** For `turn`: holds an answer back until `release`. */
export function holdAnswer(): { hold: Answer; arrived: Promise<void>; release(): void } {
  const arrived = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  return {
    hold: async () => {
      arrived.resolve()
      await opened.promise
      return 'go on'
    },
    arrived: arrived.promise,
    release: opened.resolve,
  }
}

/** For `turn`: later than anybody waits. */
export const answerLate = (delayMs: number): Answer => async () => {
  await sleep(delayMs)
  return 'go on'
}
