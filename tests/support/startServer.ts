import { randomBytes } from 'node:crypto'
import { getPayload, handleEndpoints, type Payload, type SanitizedConfig } from 'payload'
import pg from 'pg'
import { listenForCuts } from '#src/server/listenForCuts.ts'
import { createDatabase } from './createDatabase.ts'
import { listen } from './listen.ts'
import { makeWorld, type World } from './makeWorld.ts'
import { serveRequests } from './serveRequests.ts'

/** Who sends a request: the headers that say so. `null` is nobody. */
export type TestActor = { kind: 'user' | 'token'; id: string; label: string; headers: Record<string, string>; /** Of people that makeWorld made. */ password?: string }

/** `body`: text goes as it is, anything else as JSON. */
export type RequestOptions = { as?: TestActor | null; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal }

/** `body` is the parsed JSON, or null where the answer is none. */
export type TestAnswer = { status: number; headers: Headers; text: string; body: any }

export type SendRequest = (method: string, path: string, options?: RequestOptions) => Promise<TestAnswer>

export type TestServer = {
  /** Straight through Payload's own handlers, as the API route does it; `path` begins with /api. */
  request: SendRequest
  payload: Payload
  config: SanitizedConfig
  /** What it changes has been heard of by the server's memory when it returns. */
  sql: <Row = Record<string, any>>(text: string, values?: unknown[]) => Promise<Row[]>
  databaseUrl: string
  /** What was set in process.env. */
  env: Record<string, string>
  /** The real front on a real socket (limits, request ids, proxy), with Payload's handlers where Next would be. */
  openFront(): Promise<string>
  stop(): Promise<void>
}

/** The server without people or rows; `env` adds to or replaces what it starts with. One a test file. */
export async function startEmptyServer({ env: extra = {} }: { env?: Record<string, string> } = {}): Promise<TestServer> {
  const database = await createDatabase()
  const env: Record<string, string> = {
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    PAYLOAD_SECRET: randomBytes(32).toString('hex'),
    PATCHBAY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    PATCHBAY_EGRESS_ALLOW: '127.0.0.1',
    PATCHBAY_PUBLIC_URL: 'http://localhost:3000',
    ...extra,
  }
  Object.assign(process.env, env)
  // After the environment, which these modules read when they load.
  const [{ default: loading }, { runtime }, { shapeResponse }, { checkVault }] = await Promise.all([
    import('../../payload.config.ts'), import('#src/server/runtime.ts'), import('#src/app/api/shapeResponse.ts'), import('#src/server/checkVault.ts'),
  ])
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  listenForCuts(pool)
  await checkVault()
  const config = await loading
  const key = randomBytes(8).toString('hex')
  const payload = await getPayload({ config, key })
  payload.logger.level = process.env.TEST_LOG_LEVEL ?? 'silent'

  const shaped = shapeResponse((request) => handleEndpoints({ config, payloadInstanceCacheKey: key, request }))
  const handle = (request: Request): Promise<Response> => shaped(request, { params: Promise.resolve({}) })
  const fronts: { close(): Promise<void> }[] = []

  return {
    payload,
    config,
    env,
    databaseUrl: database.url,
    request: async (method, path, options = {}) => readAnswer(await handle(toRequest({ base: env.PATCHBAY_PUBLIC_URL ?? '', method, path, options }))),
    sql: async (text, values = []) => {
      const { rows } = await pool.query(text, values)
      await runtime().changes.catchUp()
      return rows
    },
    openFront: async () => {
      const [{ createFront }, { composeProxy }, { readBuildEnv }] = await Promise.all([import('#src/front/createFront.ts'), import('#src/front/composeProxy.ts'), import('#src/env.ts')])
      const proxy = composeProxy()
      const front = await listen(createFront({ handleNext: serveRequests(handle), handleProxy: proxy.handle, origins: readBuildEnv().origins }))
      fronts.push({ close: () => front.close().then(() => proxy.close()) })
      return front.url
    },
    stop: async () => {
      await Promise.all(fronts.map((front) => front.close()))
      await Promise.all([payload.destroy(), runtime().close(), pool.end()])
      await database.drop()
    },
  }
}

/** The server with the people, tokens and rows of makeWorld. */
export async function startTestServer(options: { env?: Record<string, string> } = {}): Promise<TestServer & World> {
  const server = await startEmptyServer(options)
  const world = await makeWorld(server)
  return { ...server, ...world, stop: () => world.stop().then(() => server.stop()) }
}

type Sending = { base: string; method: string; path: string; options: RequestOptions }

function toRequest({ base, method, path, options: { as = null, body, headers = {}, signal } }: Sending): Request {
  const isText = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData
  const json: Record<string, string> = body === undefined || isText ? {} : { 'content-type': 'application/json' }
  return new Request(`${base}${path}`, {
    method,
    ...(signal === undefined ? {} : { signal }),
    headers: { ...json, ...as?.headers, ...headers },
    ...(body === undefined ? {} : { body: isText ? (body as BodyInit) : JSON.stringify(body) }),
  })
}

async function readAnswer(response: Response): Promise<TestAnswer> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: parse(text) }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

