import { execSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { makeToken } from '#src/engine/apiToken.ts'
import { type Gateway, startGateway } from '#tests/support/startGateway.ts'
import { startAbuser } from '#tests/support/startAbuser.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import type { TestActor } from '#tests/support/startServer.ts'

/** One gateway under everything that clients, providers and the database may do to it: it stays up, others stay fast, and each refusal is one of the closed list. */

/** Of this machine's limit some must be left for everything else; ten thousand wherever it allows. */
const idleClients = Math.min(10_000, Number(execSync('ulimit -Hn', { encoding: 'utf8' }).replace('unlimited', '1000000')) - 2_000)

type Tenant = { account: StageAccount; token: TestActor; connection: string }

let stage: Stage
let gateway: Gateway
let good: Tenant
let bad: Tenant
const idle: Socket[] = []
let openIdle = 0
// A client of its own: that of the abused ones must not be what is slow.
const client = new Agent({ connections: 1 })

beforeAll(async () => {
  stage = await startStage()
  await stage.importRows(stage.service.row({ timeoutSeconds: 3 }))
  const tenant = async (): Promise<Tenant> => {
    const account = await stage.newAccount()
    return { account, token: await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] }), connection: (await stage.connected({ account })).id }
  }
  good = await tenant()
  bad = await tenant()
  gateway = await startGateway({ env: { ...stage.env, PATCHBAY_METRICS_PORT: '0', PATCHBAY_CALLS_PER_MINUTE: '6000', PGAPPNAME: 'gateway_under_test' } })
  await openIdleClients()
})
afterAll(async () => {
  for (const socket of idle) socket.destroy()
  await client.close()
  await gateway.stop()
  await stage.stop()
})

async function openIdleClients(): Promise<void> {
  while (idle.length < idleClients) {
    await Promise.all(Array.from({ length: 250 }, async () => {
      const socket = connect(gateway.port, '127.0.0.1')
      idle.push(socket)
      socket.on('error', () => {})
      await once(socket, 'connect')
      openIdle += 1
      socket.once('close', () => (openIdle -= 1))
      socket.resume()
    }))
  }
}

const urlOf = ({ connection }: Tenant, path = 'me'): string => `${gateway.url}/api/proxy/connections/${connection}/${path}`
async function call({ tenant = good, path, headers = {} }: { tenant?: Tenant; path?: string; headers?: Record<string, string> } = {}): Promise<{ status: number; code: string | null }> {
  const { statusCode, headers: answered, body } = await request(urlOf(tenant, path), { headers: { ...tenant.token.headers, ...headers } })
  const text = await body.text()
  return { status: statusCode, code: answered['x-patchbay-origin'] === 'patchbay' ? ((JSON.parse(text) as { errors: { code: string }[] }).errors[0]?.code ?? null) : null }
}
/** Sends bytes as they are; what came back until the connection was closed. */
async function sendRaw(bytes: string): Promise<string> {
  const socket = connect(gateway.port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  socket.on('error', () => {})
  socket.write(bytes)
  await new Promise((resolve) => socket.once('close', resolve))
  return answer
}
const codeOfRaw = (answer: string): { status: string; code: string | undefined; requestId: string | undefined } => {
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { status: head.split(' ')[1] ?? '', code: (JSON.parse(body) as { errors: { code: string }[] }).errors[0]?.code, requestId: /x-request-id: (\S+)/.exec(head)?.[1] }
}
const figure = async (name: string): Promise<number> => {
  const text = await (await fetch(`${gateway.metricsUrl}/metrics`)).text()
  return Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ').at(-1))
}
const tally = (answers: { status: number; code: string | null }[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { status, code } of answers) counts[`${status} ${code}`] = (counts[`${status} ${code}`] ?? 0) + 1
  return counts
}

it('serves while ten thousand clients hold it open and say nothing', async () => {
  expect(openIdle).toBe(idleClients)
  expect(await call()).toEqual({ status: 200, code: null })
  expect(await figure('process_resident_memory_bytes')).toBeLessThan(600 * 1024 * 1024)
})

it('refuses what is no request, and headers beyond measure, from the closed list', async () => {
  const head = 'GET /api/proxy/x HTTP/1.1\r\nhost: x\r\n'
  const bombs = [
    `${head}x-bomb: ${'a'.repeat(64 * 1024)}\r\n\r\n`,
    `${head}${Array.from({ length: 10_000 }, (_, index) => `x-${index}: ${index}\r\n`).join('')}\r\n`,
    'EHLO gateway\r\n\r\n',
    'GET /api/proxy/x HTTP/1.1\r\n\r\n',
    'GET /readyz HTTP/1.1\r\n\r\n',
    `${head}content-length: 1\r\ncontent-length: 2\r\n\r\n`,
  ]
  for (const bomb of bombs) {
    const { status, code, requestId } = codeOfRaw(await sendRaw(bomb))
    expect([status, code, requestId?.length]).toEqual(['400', 'invalid_request', 36])
  }
  expect(codeOfRaw(await sendRaw('CONNECT elsewhere.test:443 HTTP/1.1\r\nhost: elsewhere.test\r\n\r\n'))).toMatchObject({ status: '405', code: 'method_not_allowed' })
  // Broken only after the headers, which nobody was called by.
  expect(['unauthenticated', 'invalid_request']).toContain(codeOfRaw(await sendRaw(`${head}transfer-encoding: chunked\r\n\r\nnot a length\r\n`)).code)
  // Many, but small enough to be read: no more than 200 of them are kept.
  expect((await call({ headers: Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`x-${index}`, '1'])) })).status).toBeLessThan(500)
  expect(await call()).toEqual({ status: 200, code: null })
})

it('refuses a body that is announced too large before it is sent', async () => {
  const seen = stage.service.seen.length
  const answer = await sendRaw(`POST /api/proxy/connections/${good.connection}/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: ${good.token.headers.authorization}\r\ncontent-length: ${101 * 1024 * 1024}\r\n\r\n`)
  expect(codeOfRaw(answer)).toMatchObject({ status: '413', code: 'payload_too_large' })
  expect(stage.service.seen.length).toBe(seen)
})

it('holds nothing for clients that do not read: their providers wait', async () => {
  const mebibytes = 32
  const readers = 20
  let written = 0
  stage.service.turn((_request, response) => {
    const chunk = randomBytes(1024 * 1024)
    const write = (): void => {
      while (written < mebibytes * readers && !response.destroyed) {
        written += 1
        if (!response.write(chunk)) return void response.once('drain', write)
      }
    }
    write()
  })
  const before = await figure('process_resident_memory_bytes')
  const sockets = Array.from({ length: readers }, () => {
    const socket = connect(gateway.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.pause()
    socket.write(`GET /api/proxy/connections/${bad.connection}/me HTTP/1.1\r\nhost: x\r\nauthorization: ${bad.token.headers.authorization}\r\n\r\n`)
    return socket
  })
  // Until nothing more is taken from the provider.
  let last = -1
  await vi.waitFor(() => {
    const isStill = written === last && written >= readers
    last = written
    expect(isStill).toBe(true)
  }, { timeout: 20_000, interval: 500 })
  expect(written).toBeLessThan(mebibytes * readers * 0.8)
  expect((await figure('process_resident_memory_bytes')) - before).toBeLessThan(200 * 1024 * 1024)
  stage.service.turn()
  expect(await call()).toEqual({ status: 200, code: null })
  for (const socket of sockets) socket.destroy()
})

it('lets a provider that never answers hold up nobody but its own account, and gives it up in time', async () => {
  stage.service.turn((req, response) => {
    if (req.url !== '/never') response.end('{}')
  })
  const hanging = Array.from({ length: 300 }, () => call({ tenant: bad, path: 'never' }))
  await vi.waitFor(() => expect(stage.service.seen.filter(({ url }) => url === '/never').length).toBeGreaterThanOrEqual(200), { timeout: 10_000, interval: 50 })
  expect(await call()).toEqual({ status: 200, code: null })
  const counts = tally(await Promise.all(hanging))
  expect(Object.keys(counts).sort()).toEqual(['429 rate_limited', '504 provider_timeout'])
  expect(counts['504 provider_timeout']).toBe(200)
  stage.service.turn()
})

it('answers within seconds when the database has no connection left, and serves again when it has', async () => {
  const [lock] = [await stage.payload.db.pool.connect()]
  await lock.query('begin')
  await lock.query('lock table api_tokens in access exclusive mode')
  const startedAt = performance.now()
  const strangers = await Promise.all(Array.from({ length: 60 }, () => call({ tenant: { ...bad, token: { ...bad.token, headers: { authorization: `Bearer ${makeToken()}` } } } }).catch(() => ({ status: 0, code: null }))).concat(
    // The ones that wait inside the database wait for the lock; it goes once the others have given up.
    [wait(7_000).then(async () => {
      expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200)
      await lock.query('rollback')
      return { status: 200, code: null }
    })],
  ))
  lock.release()
  const counts = tally(strangers)
  expect(counts['503 database_unavailable']).toBeGreaterThanOrEqual(45)
  expect(Object.keys(counts).filter((kind) => !['503 database_unavailable', '401 unauthenticated', '200 null'].includes(kind))).toEqual([])
  expect(performance.now() - startedAt).toBeLessThan(30_000)
  await vi.waitFor(async () => expect(await call()).toEqual({ status: 200, code: null }), { timeout: 10_000, interval: 100 })
})

it('lets go of a database that has fallen silent, and serves again by itself', async () => {
  // Each is new to the gateway once, so that it has to ask.
  const tokens = await Promise.all(Array.from({ length: 9 }, () => stage.makeToken({ as: good.account.people.owner, account: good.account.id, scopes: ['use'] })))
  const [asks, ...others] = tokens.map((token) => ({ ...good, token }))
  await Promise.all(others.map((tenant) => call({ tenant })))
  // Its sessions are stopped as they stand: no answer, no end, while new ones can be had.
  const silent = await stage.sql<{ pid: number }>(`select pid from pg_stat_activity where application_name = 'gateway_under_test'`)
  expect(silent.length).toBeGreaterThan(0)
  for (const { pid } of silent) process.kill(pid, 'SIGSTOP')
  try {
    const startedAt = performance.now()
    const counts = tally(await Promise.all(Array.from({ length: 20 }, () => call({ tenant: asks! }))))
    expect(Object.keys(counts).filter((kind) => !['503 database_unavailable', '200 null'].includes(kind))).toEqual([])
    expect(counts['503 database_unavailable']).toBeGreaterThan(0)
    expect(performance.now() - startedAt).toBeLessThan(12_000)
    await vi.waitFor(async () => expect(await call({ tenant: asks! })).toEqual({ status: 200, code: null }), { timeout: 20_000, interval: 100 })
    await vi.waitFor(async () => expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200), { timeout: 20_000, interval: 500 })
  } finally {
    for (const { pid } of silent) process.kill(pid, 'SIGCONT')
  }
})

it('asks the database little of a flood of wrong and revoked tokens', async () => {
  const revoked = await stage.makeToken({ as: bad.account.people.owner, account: bad.account.id, scopes: ['use'] })
  expect((await stage.request('DELETE', `/api/api-tokens/${revoked.id}`, { as: bad.account.people.owner })).status).toBe(200)
  const transactions = async () => Number((await stage.sql(`select xact_commit + xact_rollback as n from pg_stat_database where datname = current_database()`))[0]!.n)
  const before = await transactions()
  const abuser = await startAbuser([{ url: urlOf(bad), headers: { authorization: 'Bearer pb_{random}' }, isRandom: true, atOnce: 10 }, { url: urlOf(bad), headers: revoked.headers, atOnce: 10 }])
  await wait(3_000)
  const seen = await abuser.stop()
  // The figures of a session arrive a second late at most.
  await wait(1_500)
  const asked = (await transactions()) - before
  expect(Object.keys(seen).sort()).toEqual(['401', '429'])
  const sent = seen['401']! + seen['429']!
  // 100 tries at once and ten a second from this address, and what the gateway and its database do by themselves meanwhile.
  expect(asked).toBeLessThan(300)
  expect(sent).toBeGreaterThan(600)
})

it('keeps other accounts fast beside one that sends as fast as it can, with good tokens and bad ones', async () => {
  const p99 = async (): Promise<number> => {
    const times: number[] = []
    for (let index = 0; index < 400; index += 1) {
      const startedAt = performance.now()
      const { statusCode, body } = await request(urlOf(good), { headers: good.token.headers, dispatcher: client })
      await body.dump()
      expect(statusCode).toBe(200)
      times.push(performance.now() - startedAt)
    }
    return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1]!
  }
  const measure = async (): Promise<number> => {
    const alone = await p99()
    const abuser = await startAbuser([
      { url: urlOf(bad), headers: bad.token.headers as Record<string, string>, atOnce: 20 },
      { url: urlOf(bad), headers: { authorization: 'Bearer pb_{random}' }, isRandom: true, atOnce: 10 },
    ])
    let seen: Record<string, number> = {}
    const beside = await p99().finally(async () => (seen = await abuser.stop()))
    // Three processes share this machine, and what else it does with them; a floor for figures that are all noise.
    const ratio = beside / Math.max(alone, 2)
    console.log(JSON.stringify({ alone, beside, ratio, seen }))
    expect(seen['429']).toBeGreaterThan(100)
    expect(Object.keys(seen).filter((status) => !['200', '401', '429'].includes(status))).toEqual([])
    return ratio
  }
  await p99()
  // The best of three: another program may take the processor in the middle of one, and none gives it back.
  const ratios = [await measure()]
  while (ratios.length < 3 && Math.min(...ratios) > 10) ratios.push(await measure())
  expect(Math.min(...ratios)).toBeLessThan(15)
})

it('has closed the ten thousand by then, and is the same process all along', async () => {
  await vi.waitFor(() => expect(openIdle).toBe(0), { timeout: 60_000, interval: 500 })
  expect(await call()).toEqual({ status: 200, code: null })
  expect(await Promise.race([gateway.ended.then(() => 'ended'), wait(100, 'runs')])).toBe('runs')
})
