import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { buildPages, isBuilt } from '../../scripts/buildPages.ts'
import { findFreePort } from '../../scripts/findFreePort.ts'
import { runStatement } from '../../scripts/postgres/runStatement.ts'
import { UnpreparedClient } from '#src/server/UnpreparedClient.ts'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'
import { findPgbouncer } from '#tests/support/findPgbouncer.ts'
import { type ComposeService, readCompose } from '#tests/support/readCompose.ts'
import { type Service, startService } from '#tests/support/startService.ts'

/** The commands of compose.yaml as processes of this machine: two gateways, web and a worker behind a pooler that gives each transaction another session. */

const root = join(import.meta.dirname, '../..')
const pgbouncer = findPgbouncer()
const parts = ['web', 'gateway 1', 'gateway 2', 'worker']
const figuresOf = (part: string): string => `figures of ${part}`
const [password, adminPassword] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')]
const given = {
  POSTGRES_PASSWORD: password,
  PAYLOAD_SECRET: randomBytes(32).toString('hex'),
  PATCHBAY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  PATCHBAY_ADMIN_EMAIL: 'admin@example.test',
  PATCHBAY_ADMIN_PASSWORD: adminPassword,
  PATCHBAY_EGRESS_ALLOW: '127.0.0.1',
}

describe('compose.yaml', () => {
  const services = readCompose(given)

  it('names every part, and each waits for what it needs', () => {
    expect(Object.keys(services).sort()).toEqual(['gateway', 'migrate', 'pgbouncer', 'postgres', 'web', 'worker'])
    for (const part of ['web', 'gateway', 'worker']) expect(services[part]!.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' }, pgbouncer: { condition: 'service_healthy' } })
  })

  it('publishes nothing beyond this machine, and neither figures nor the database at all', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? [])
    expect(ports.length).toBeGreaterThan(1)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\S+:3000$/)
  })

  it.each(['POSTGRES_PASSWORD', 'PAYLOAD_SECRET', 'PATCHBAY_ENCRYPTION_KEY'])('refuses to start without %s', (name) => expect(() => readCompose({ ...given, [name]: '' })).toThrow(name))
})

describe.skipIf('missing' in pgbouncer)(`the commands of compose.yaml${'missing' in pgbouncer ? ` (skipped: ${pgbouncer.missing})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-compose-'))
  const running: { name: string; child: ChildProcess; said: string[] }[] = []
  const ports: Record<string, number> = {}
  let database: TestDatabase
  let service: Service
  let direct: URL

  beforeAll(async () => {
    if (!isBuilt(root)) await buildPages({ root, hide: (text) => text }).done
    service = await startService()
    database = await createDatabase({ isEmpty: true })
    direct = Object.assign(new URL(database.url), { username: 'patchbay', password })
    await onServer(`create role patchbay login superuser password '${password}'`)
    for (const name of ['pgbouncer', ...parts, ...parts.map(figuresOf)]) ports[name] = await findFreePort()
    await startPooler()
  }, 300_000)
  afterAll(async () => {
    for (const { child } of running.reverse()) if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL')
    await service?.stop()
    await database?.drop()
    await onServer('drop role if exists patchbay')
    rmSync(folder, { recursive: true, force: true })
  })

  const onServer = (text: string): Promise<void> => runStatement({ url: inject('postgresUrl'), text })

  /** Names of the network of containers, as this machine has them. */
  const here = (text: string): string =>
    text.replace(/@pgbouncer:6432\b/, `@127.0.0.1:${ports.pgbouncer}`).replace(/@postgres:5432\/patchbay/, `@127.0.0.1:${direct.port}${direct.pathname}`)

  function start({ name, part, env = {} }: { name: string; part: ComposeService; env?: Record<string, string> }): ChildProcess {
    const environment = Object.fromEntries(Object.entries(part.environment ?? {}).map(([variable, value]) => [variable, here(value)]))
    const command = Array.isArray(part.command) ? part.command : ['sh', '-c', `exec ${part.command}`]
    const child = spawn(command[0]!, command.slice(1), { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`, HOME: folder, ...environment, HOST: '127.0.0.1', PATCHBAY_METRICS_HOST: '127.0.0.1', ...(ports[figuresOf(name)] === undefined ? {} : { PATCHBAY_METRICS_PORT: String(ports[figuresOf(name)]) }), ...env } as unknown as NodeJS.ProcessEnv })
    const said: string[] = []
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    running.push({ name, child, said })
    return child
  }
  const saidBy = (name: string): string => running.find((one) => one.name === name)!.said.join('')

  async function startPooler(): Promise<void> {
    const users = join(folder, 'users.txt')
    const ini = join(folder, 'pgbouncer.ini')
    writeFileSync(ini, readFileSync(join(root, 'deploy/pgbouncer.ini'), 'utf8')
      .replace('host=postgres port=5432 dbname=patchbay', `host=127.0.0.1 port=${direct.port} dbname=${direct.pathname.slice(1)}`)
      .replace('listen_addr = 0.0.0.0', 'listen_addr = 127.0.0.1').replace('listen_port = 6432', `listen_port = ${ports.pgbouncer}`).replace('/tmp/users.txt', users))
    chmodSync(folder, 0o777)
    const part = readCompose(given).pgbouncer!
    const [, , script = ''] = part.command as string[]
    const moved = script.replace('/tmp/users.txt', users).replace('/etc/pgbouncer/pgbouncer.ini', ini)
    expect(moved).not.toBe(script)
    // As another user than root, whom it refuses; the package made this one.
    const asUser = process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : []
    start({ name: 'pgbouncer', part: { ...part, command: [...asUser, 'sh', '-c', moved] } })
    await vi.waitFor(async () => {
      const socket = connect(ports.pgbouncer!, '127.0.0.1')
      await once(socket, 'connect').finally(() => socket.destroy())
    }, { timeout: 15_000, interval: 100 })
  }

  const base = (name: string): string => `http://127.0.0.1:${ports[name]}`
  async function send<Body = any>({ to = 'web', method = 'GET', path, token, body }: { to?: string; method?: string; path: string; token?: string; body?: unknown }): Promise<{ status: number; body: Body; text: string }> {
    const response = await fetch(`${base(to)}${path}`, { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: token }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const text = await response.text()
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null }
  }
  async function post<Body = any>(question: { path: string; token?: string; body?: unknown }): Promise<Body> {
    const { status, body, text } = await send<Body>({ method: 'POST', ...question })
    if (status > 299) throw new Error(`${question.path}: ${status} ${text.slice(0, 400)}`)
    return body
  }
  const signIn = async (email: string, secret: string): Promise<string> => `JWT ${(await post({ path: '/api/users/login', body: { email, password: secret } })).token}`

  it('go through a pooler that keeps nothing prepared, which a client that prepares does not survive', async () => {
    const failuresOf = async (Client: typeof pg.Client): Promise<number> => {
      const pool = new pg.Pool({ connectionString: here(readCompose(given).gateway!.environment!.DATABASE_URL!), max: 10, Client })
      pool.on('error', () => {})
      const answers = await Promise.allSettled(Array.from({ length: 600 }, (_, index) => pool.query<{ n: number }>({ name: `statement_${index % 20}`, text: `select $1::int as n, ${index % 20}, pg_sleep(0.001)`, values: [index] }).then(({ rows }) => expect(rows[0]?.n).toBe(index))))
      await pool.end()
      return answers.filter(({ status }) => status === 'rejected').length
    }
    expect(await failuresOf(UnpreparedClient)).toBe(0)
    expect(await failuresOf(pg.Client)).toBeGreaterThan(0)
  })

  it('make one product of them: prepared, served, called, revoked everywhere, and ended in order', { timeout: 240_000 }, async () => {
    const services = readCompose(given)
    const prepared = start({ name: 'migrate', part: services.migrate! })
    expect([(await once(prepared, 'exit'))[0], saidBy('migrate')]).toEqual([0, expect.any(String)])
    start({ name: 'web', part: services.web!, env: { PORT: String(ports.web), PATCHBAY_PUBLIC_URL: base('web') } })
    for (const name of ['gateway 1', 'gateway 2']) start({ name, part: services.gateway!, env: { PORT: String(ports[name]), PATCHBAY_PUBLIC_URL: base('web') } })
    start({ name: 'worker', part: services.worker!, env: { PATCHBAY_PUBLIC_URL: base('web') } })
    await vi.waitFor(async () => {
      for (const { name, child, said } of running) if (name !== 'migrate' && child.exitCode !== null) throw new Error(`${name} ended: ${said.join('')}`)
      expect(await send({ path: '/api/health' })).toMatchObject({ status: 200, body: { checks: { database: 'ok', vault: 'ok', queue: 'ok' } } })
      // Hears through the direct address what is committed through the pooler.
      for (const to of ['gateway 1', 'gateway 2']) expect(await send({ to, path: '/readyz' })).toMatchObject({ status: 200, body: { checks: { listener: 'ok' } } })
    }, { timeout: 90_000, interval: 500 })

    const platform = await signIn(given.PATCHBAY_ADMIN_EMAIL, adminPassword)
    await post({ path: '/api/integration-providers/import', token: platform, body: { providers: [service.row()] } })
    const account = (await post({ path: '/api/accounts', token: platform, body: { name: 'Globe', slug: 'globe' } })).doc.id as string
    const ownerPassword = randomBytes(12).toString('hex')
    const owner = (await post({ path: '/api/users', token: platform, body: { email: 'owner@example.test', name: 'Owner', password: ownerPassword } })).doc.id as string
    await post({ path: '/api/memberships', token: platform, body: { account, user: owner, role: 'owner' } })
    const session = await signIn('owner@example.test', ownerPassword)
    const { connection } = await post({ path: '/api/integrations/provider-connections', token: session, body: { workspaceId: account, provider: 'globex', credentialPayload: { apiKey: service.goodKey() } } })
    const token = `Bearer ${(await post({ path: '/api/api-tokens', token: session, body: { name: 'For calls', account, scopes: ['use'] } })).token}`

    const call = (to: string) => send({ to, path: `/api/proxy/accounts/${account}/globex/me`, token })
    // More at once than the pooler has sessions, and again and again: whatever was prepared in one is not there in the next.
    for (const to of ['gateway 1', 'gateway 2', 'web']) {
      const answers = await Promise.all(Array.from({ length: 60 }, () => call(to)))
      expect([to, [...new Set(answers.map(({ status }) => status))]]).toEqual([to, [200]])
    }
    for (const name of parts) expect((await send({ to: figuresOf(name), path: '/metrics' })).text).toMatch(new RegExp(`patchbay_info\\{part="${name.split(' ', 1)[0]}",`))
    const last = Promise.withResolvers<void>()
    service.turn((_request, response) => {
      response.write('first ')
      void last.promise.then(() => response.end('last'))
    })
    const slow = await fetch(`${base('web')}/api/proxy/accounts/${account}/globex/slow`, { headers: { authorization: token } })
    service.turn()
    expect((await send({ method: 'POST', path: `/api/connections/${connection.id}/revoke`, token: session })).status).toBe(200)
    await vi.waitFor(async () => {
      for (const to of ['gateway 1', 'gateway 2', 'web']) expect((await call(to)).body?.errors?.[0]?.code).toBe('credential_missing')
    }, { timeout: 5_000, interval: 20 })

    // With the database out of reach, somebody who is signed in is told so, and not sent to sign in again.
    const visit = () => fetch(`${base('web')}/marketplace`, { headers: { cookie: `payload-token=${session.slice(4)}`, 'sec-fetch-site': 'same-origin' }, redirect: 'manual' })
    expect((await visit()).status).toBe(200)
    const pooler = running.find(({ name }) => name === 'pgbouncer')!.child
    process.kill(-pooler.pid!, 'SIGKILL')
    await once(pooler, 'exit')
    const page = await visit()
    expect([page.status, page.headers.get('location'), (await page.text()).includes('/sign-in')]).toEqual([500, null, false])
    await startPooler()
    await vi.waitFor(async () => expect((await visit()).status).toBe(200), { timeout: 20_000, interval: 200 })

    // web says first that it ends, serves meanwhile, and ends what is under way.
    const web = running.find(({ name }) => name === 'web')!.child
    process.kill(web.pid!, 'SIGTERM')
    await vi.waitFor(async () => expect(await send({ path: '/api/health' })).toMatchObject({ status: 503, body: { status: 'draining', checks: { database: 'ok' } } }), { timeout: 2_500, interval: 20 })
    const meanwhile = await visit()
    expect([meanwhile.status, meanwhile.headers.get('connection')]).toEqual([200, 'close'])
    await vi.waitFor(() => expect(fetch(`${base('web')}/api/health`)).rejects.toThrow(), { timeout: 10_000, interval: 100 })
    last.resolve()
    expect(await slow.text()).toBe('first last')
    if (web.exitCode === null) await once(web, 'exit')
    expect(web.exitCode).toBe(0)

    for (const name of parts.filter((one) => one !== 'web').toReversed()) {
      const { child } = running.find((one) => one.name === name)!
      process.kill(child.pid!, 'SIGTERM')
      expect([name, (await once(child, 'exit'))[0], saidBy(name).includes('prepared statement')]).toEqual([name, 0, false])
    }
  })
})
