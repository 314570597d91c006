import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { type Mailbox, type ReceivedMail, startMailbox } from '#tests/support/startMailbox.ts'
import { codesOf, fieldsOf } from '#tests/support/startStage.ts'
import { startTestServer, type TestActor, type TestAnswer } from '#tests/support/startServer.ts'

/** Setting a new password with a link of a mail, and changing one's own: what ends, what nobody learns, how often. */

let server: Awaited<ReturnType<typeof startTestServer>>
let mailbox: Mailbox
beforeAll(async () => {
  mailbox = await startMailbox()
  server = await startTestServer({ env: { PATCHBAY_SMTP_URL: mailbox.url, PATCHBAY_MAIL_FROM: 'no-reply@patchbay.test' } })
})
afterAll(async () => {
  await server?.stop()
  await mailbox?.close()
})
beforeEach(async () => {
  mailbox.turn('take')
  mailbox.mails.length = 0
  await server.sql('delete from patchbay.sign_in_attempts')
})

const newPassword = (): string => randomBytes(12).toString('hex')
const signIn = (email: string, password: string): Promise<TestAnswer> => server.request('POST', '/api/users/login', { body: { email, password } })
const forgot = (email: string, headers: Record<string, string> = {}): Promise<TestAnswer> => server.request('POST', '/api/users/forgot-password', { body: { email }, headers })
const reset = (token: string, password = newPassword()): Promise<TestAnswer> => server.request('POST', '/api/users/reset-password', { body: { token, password } })
const tokenOf = (mail: ReceivedMail | undefined): string => new URL(mail?.link ?? '').hash.slice(1)

async function newPerson(): Promise<{ id: string; email: string; password: string }> {
  const [email, password] = [`person-${randomBytes(5).toString('hex')}@example.test`, newPassword()]
  const { id } = expectStatus(await server.request('POST', '/api/users', { as: server.platform, body: { email, password, name: 'Person' } })).body.doc
  return { id, email, password }
}
/** The mail comes after the answer. */
async function mailTo(email: string, nth = 1): Promise<ReceivedMail> {
  await vi.waitFor(() => expect(mailbox.mails.filter((one) => one.to === email).length).toBeGreaterThanOrEqual(nth), { timeout: 10_000, interval: 20 })
  return mailbox.mails.filter((one) => one.to === email)[nth - 1] as ReceivedMail
}
const sessionOf = async (email: string, password: string): Promise<TestActor> => {
  const { token, user } = expectStatus(await signIn(email, password)).body
  return { kind: 'user', id: user.id, label: email, headers: { authorization: `JWT ${token}` } }
}
const isSignedIn = async (as: TestActor): Promise<boolean> => (await server.request('GET', '/api/users/me', { as })).body.user !== null

describe('a forgotten password', () => {
  it('is set anew by the link of a mail, once; every sign-in and short token ends, the trail tells, and the person hears of it', async () => {
    const { id, email, password } = await newPerson()
    expectStatus(await server.request('POST', '/api/memberships', { as: server.a.people.owner, body: { account: server.a.id, user: id, role: 'member' } }))
    const before = await sessionOf(email, password)
    await server.sql(`insert into api_tokens (name, account_id, scopes, hash, only_provider, acts_for) values ('getAiConfig', $1, '["use"]', $2, 'acme', $3)`, [server.a.id, randomBytes(8).toString('hex'), id])
    expect((await forgot(email, { 'accept-language': 'de' })).status).toBe(200)
    const mail = await mailTo(email)
    expect(mail.subject).toBe('Neues Passwort für Patchbay')
    expect(mail.link).toMatch(/^http:\/\/localhost:3000\/reset-password#[0-9a-f]{40}$/)
    const next = newPassword()
    const answer = await reset(tokenOf(mail), next)
    expect([answer.status, answer.body.email, answer.headers.get('set-cookie'), answer.body.token]).toEqual([200, email, null, undefined])
    expect(await isSignedIn(before)).toBe(false)
    expect(await server.sql('select 1 from users_sessions where _parent_id = $1', [id])).toEqual([])
    expect(await server.sql('select 1 from api_tokens where acts_for = $1', [id])).toEqual([])
    expect((await signIn(email, password)).status).toBe(401)
    expect((await signIn(email, next)).status).toBe(200)
    expect((await reset(tokenOf(mail))).status).toBe(404)
    expect((await mailTo(email, 2)).subject).toBe('Your Patchbay password was changed')
    expect(await server.sql(`select account, actor_id from audit_events where action = 'user.password_changed' and target_id = $1`, [id])).toEqual([{ account: server.a.id, actor_id: id }])
    expect(await server.sql(`select account, actor_kind from audit_events where action = 'user.password_link_sent' and target_id = $1`, [id])).toEqual([{ account: null, actor_kind: 'anonymous' }])
  })

  it('is asked for alike whoever has a sign-in: the same answer, before anything is looked up', async () => {
    const { email } = await newPerson()
    const [known, unknown] = [await forgot(email), await forgot(`nobody-${newPassword()}@example.test`)]
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    await mailTo(email)
    expect(mailbox.mails).toHaveLength(1)
  })

  it('is not stored as it is sent, and what is stored opens nothing', async () => {
    const { id, email } = await newPerson()
    await forgot(email)
    const token = tokenOf(await mailTo(email))
    const [{ reset_password_token: stored }] = (await server.sql<{ reset_password_token: string }>('select reset_password_token from users where id = $1', [id])) as [{ reset_password_token: string }]
    expect(stored).toMatch(/^[0-9a-f]{64}$/)
    expect(stored).not.toContain(token)
    expect((await reset(stored)).status).toBe(404)
    expect((await reset(token)).status).toBe(200)
  })

  it('has a link for an hour, and only the newest; of two uses at once one counts; a weak password uses nothing up', async () => {
    const { id, email } = await newPerson()
    await forgot(email)
    const first = tokenOf(await mailTo(email))
    await forgot(email)
    const second = tokenOf(await mailTo(email, 2))
    expect((await reset(first)).status).toBe(404)
    expect(fieldsOf(await reset(second, 'short'))).toEqual(['password'])
    expect(fieldsOf(await reset(second, email))).toEqual(['password'])
    const both = [newPassword(), newPassword()]
    expect((await Promise.all(both.map((one) => reset(second, one)))).map((one) => one.status).sort()).toEqual([200, 404])
    await forgot(email)
    const third = tokenOf(await mailTo(email, 4))
    await server.sql(`update users set reset_password_expiration = now() - interval '1 second' where id = $1`, [id])
    expect((await reset(third)).status).toBe(404)
  })

  it('has no link any more once the password or the address was changed otherwise', async () => {
    const change = { password: () => ({ password: newPassword() }), email: () => ({ email: `moved-${newPassword()}@example.test` }) }
    for (const body of Object.values(change)) {
      const { id, email } = await newPerson()
      await forgot(email)
      const token = tokenOf(await mailTo(email))
      expectStatus(await server.request('PATCH', `/api/users/${id}`, { as: server.platform, body: { name: 'Renamed' } }))
      expect(fieldsOf(await reset(token, 'weak'))).toEqual(['password'])
      expectStatus(await server.request('PATCH', `/api/users/${id}`, { as: server.platform, body: body() }))
      expect((await reset(token)).status).toBe(404)
    }
  })

  it('is asked for so often and no more: five mails an hour for a person, silently, and five tries from one address', async () => {
    const { email } = await newPerson()
    const from = (index: number) => ({ 'x-patchbay-address': `203.0.113.${index}` })
    for (let index = 0; index < 8; index += 1) expect((await forgot(email, from(index))).status).toBe(200)
    const other = await newPerson()
    // Mails leave in any order; this one is asked for last, and each takes about as long.
    await forgot(other.email, from(99))
    await mailTo(other.email)
    await mailTo(email, 5)
    expect(await server.sql('select count::int from patchbay.sign_in_attempts where count = 8')).toHaveLength(1)
    expect(mailbox.mails.filter((one) => one.to === email)).toHaveLength(5)
    const statuses: number[] = []
    for (let index = 0; index < 6; index += 1) statuses.push((await forgot(`nobody-${email}`, from(50))).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  })

  it('keeps the old one when the mail cannot be sent, and says nothing of it', async () => {
    const { email, password } = await newPerson()
    mailbox.turn('refuse')
    expect((await forgot(email)).status).toBe(200)
    expect((await signIn(email, password)).status).toBe(200)
  })
})

describe('one’s own password', () => {
  const change = (as: TestActor | null, body: { current: string; password: string }): Promise<TestAnswer> => server.request('POST', '/api/users/password', { as, body })

  it('is changed by whoever knows it; other sign-ins end, this one goes on', async () => {
    const { email, password } = await newPerson()
    const [here, elsewhere] = [await sessionOf(email, password), await sessionOf(email, password)]
    const next = newPassword()
    expect((await change(here, { current: password, password: next })).status).toBe(200)
    expect([await isSignedIn(here), await isSignedIn(elsewhere)]).toEqual([true, false])
    expect((await signIn(email, next)).status).toBe(200)
    expect((await mailTo(email)).subject).toBe('Your Patchbay password was changed')
  })

  it('is refused without it, for weak ones, for nobody and for programs; guessing has an end', async () => {
    const { email, password } = await newPerson()
    const here = await sessionOf(email, password)
    const sessions = async () => (await server.sql('select 1 from users_sessions s join users u on u.id = s._parent_id where u.email = $1', [email])).length
    const before = await sessions()
    expect(fieldsOf(await change(here, { current: 'not this', password: newPassword() }))).toEqual(['current'])
    expect(fieldsOf(await change(here, { current: ' ', password: newPassword() }))).toEqual(['current'])
    expect(fieldsOf(await change(here, { current: password, password: 'abc' }))).toEqual(['password'])
    expect(codesOf(await change(null, { current: password, password: newPassword() }))).toEqual(['unauthenticated'])
    expect(codesOf(await change(server.a.tokens.all, { current: password, password: newPassword() }))).toEqual(['forbidden'])
    const statuses: number[] = []
    for (let index = 0; index < 8; index += 1) statuses.push((await change(here, { current: 'not this', password: newPassword() })).status)
    expect(statuses).toEqual([...Array.from({ length: 7 }, () => 422), 429])
    expect(await sessions()).toBe(before)
  })

  it('proves who changes the address, which ends links on their way, and the former one is told', async () => {
    const [{ id, email, password }, taken] = [await newPerson(), await newPerson()]
    const here = await sessionOf(email, password)
    const move = (current: string, to: string): Promise<TestAnswer> => server.request('POST', '/api/users/email', { as: here, body: { current, email: to } })
    await forgot(email)
    const token = tokenOf(await mailTo(email))
    const next = `moved-${newPassword()}@example.test`
    expect(fieldsOf(await move('not this', next))).toEqual(['current'])
    expect(fieldsOf(await move(password, 'no address'))).toEqual(['email'])
    expect(fieldsOf(await move(password, taken.email.toUpperCase()))).toEqual(['email'])
    expect((await signIn(email, password)).status).toBe(200)
    expect((await move(password, ` ${next.toUpperCase()}`)).status).toBe(200)
    expect((await reset(token)).status).toBe(404)
    expect([(await signIn(email, password)).status, (await signIn(next, password)).status]).toEqual([401, 200])
    expect((await mailTo(email, 2)).subject).toContain('another address')
    expect(await server.sql(`select changed from audit_events where action = 'user.updated' and target_id = $1`, [id])).toEqual([{ changed: ['email'] }])
  })

  it('guessed with an open session from one address, does not lock the person out elsewhere', async () => {
    const { email, password } = await newPerson()
    const here = await sessionOf(email, password)
    for (let index = 0; index < 55; index += 1) await change(here, { current: 'not this', password: newPassword() })
    expect((await server.request('POST', '/api/users/login', { body: { email, password }, headers: { 'x-patchbay-address': '203.0.113.7' } })).status).toBe(200)
  })

  it('changed while somebody signs in with the old one: that sign-in does not outlive it', async () => {
    const { id, email, password } = await newPerson()
    const other = new pg.Client({ connectionString: server.databaseUrl })
    const untilWaiting = (count: number) => vi.waitFor(async () => expect(await server.sql(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).toHaveLength(count), { timeout: 20_000, interval: 20 })
    await other.connect()
    try {
      await other.query('begin')
      await other.query('select 1 from users where id = $1 for no key update', [id])
      const changing = server.request('PATCH', `/api/users/${id}`, { as: server.platform, body: { password: newPassword() } })
      await untilWaiting(1)
      // Its password was weighed and found right before it waits.
      const signingIn = signIn(email, password)
      await untilWaiting(2)
      await other.query('commit')
      expect([(await changing).status, codesOf(await signingIn)]).toEqual([200, ['unauthenticated']])
    } finally {
      await other.end()
    }
    expect(await server.sql('select 1 from users_sessions where _parent_id = $1', [id])).toEqual([])
  })

  it('set by somebody else, or by Payload’s own route, ends the sign-ins too', async () => {
    const { id, email, password } = await newPerson()
    const here = await sessionOf(email, password)
    expectStatus(await server.request('PATCH', `/api/users/${id}`, { as: server.platform, body: { password: newPassword() } }))
    expect(await isSignedIn(here)).toBe(false)
    expect(fieldsOf(await server.request('PATCH', `/api/users/${id}`, { as: server.platform, body: { password: 'abc' } }))).toEqual(['password'])
  })
})

describe('the API tokens somebody made', () => {
  /** Somebody who manages both accounts, with a token in each. */
  async function maker(): Promise<{ email: string; password: string; as: TestActor; tokens: TestActor[] }> {
    const { id, email, password } = await newPerson()
    for (const account of [server.a, server.b]) expectStatus(await server.request('POST', '/api/memberships', { as: account.people.owner, body: { account: account.id, user: id, role: 'admin' } }))
    const as = await sessionOf(email, password)
    return { email, password, as, tokens: [await server.makeToken({ as, account: server.a.id, scopes: ['read'] }), await server.makeToken({ as, account: server.b.id, scopes: ['use', 'read'] })] }
  }
  const works = async (as: TestActor): Promise<boolean> => (await server.request('GET', '/api/connections', { as })).status === 200
  const named = (answer: TestAnswer): string[] => answer.body.tokens.map((one: { name: string; account: string }) => `${one.name} · ${one.account}`)
  const names = ['For read · aurora', 'For use, read · borealis']

  it('outlive a new password, whose answer names those that work: in every account, and none of others', async () => {
    const { email, password, as, tokens } = await maker()
    const expired = await server.makeToken({ as, account: server.a.id, scopes: ['read'] })
    await server.sql(`update api_tokens set expires_at = now() - interval '1 second' where id = $1`, [expired.id])
    await server.sql(`insert into api_tokens (name, account_id, scopes, hash, only_provider, created_by_id) values ('getAiConfig', $1, '["use"]', $2, 'acme', $3)`, [server.a.id, randomBytes(8).toString('hex'), as.id])
    const next = newPassword()
    const changed = expectStatus(await server.request('POST', '/api/users/password', { as, body: { current: password, password: next } }))
    expect(named(changed)).toEqual(names)
    expect(changed.body.tokens[0]).toEqual({ id: tokens[0]?.id, name: 'For read', prefix: expect.stringMatching(/^pb_/), account: 'aurora', lastUsedAt: null })
    await forgot(email)
    expect(named(expectStatus(await reset(tokenOf(await mailTo(email, 2)))))).toEqual(names)
    for (const token of tokens) expect(await works(token)).toBe(true)
    const other = await newPerson()
    expect((await server.request('POST', '/api/users/password', { as: await sessionOf(other.email, other.password), body: { current: other.password, password: newPassword() } })).body.tokens).toEqual([])
  })

  it('end all at once by who made them, and no others; the trail of each account tells', async () => {
    const { as, tokens } = await maker()
    expect((await server.request('POST', '/api/users/revoke-tokens')).status).toBe(401)
    expect(codesOf(await server.request('POST', '/api/users/revoke-tokens', { as: tokens[0] as TestActor }))).toEqual(['forbidden'])
    for (const token of tokens) expect(await works(token)).toBe(true)
    expect(expectStatus(await server.request('POST', '/api/users/revoke-tokens', { as })).body).toEqual({ revoked: 2 })
    for (const token of tokens) expect(await works(token)).toBe(false)
    for (const token of [server.a.tokens.all, server.b.tokens.all]) expect(await works(token)).toBe(true)
    expect(await server.sql(`select account from audit_events where action = 'api_token.deleted' and actor_id = $1 order by account`, [as.id])).toEqual([server.a.id, server.b.id].sort().map((account) => ({ account })))
    expect((await server.request('POST', '/api/users/revoke-tokens', { as })).body).toEqual({ revoked: 0 })
  })

  it('end once, where somebody revokes them twice at the same moment', async () => {
    const { as } = await maker()
    const answers = await Promise.all([1, 2].map(() => server.request('POST', '/api/users/revoke-tokens', { as })))
    expect(answers.map((one) => [one.status, one.body.revoked]).sort()).toEqual([[200, 0], [200, 2]])
  })
})
