import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestActor } from '#tests/support/startServer.ts'

/** "Request this provider": what is kept, what is refused, who reads the answer. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const ask = (as: TestActor, body: Record<string, unknown>) => server.request('POST', '/api/provider-requests', { as, body: { workspaceId: server.a.id, ...body } })
const stored = (where = 'true') => server.sql(`select name, name_key, website, why, status, user_id, account_id from provider_requests where ${where} order by created_at`)
const codeOf = ({ status, body }: Awaited<ReturnType<typeof ask>>) => [status, body.errors?.[0]?.code, body.errors?.[0]?.field]

describe('a request', () => {
  it('is stored with who wants what and why, and is an event of the account', async () => {
    const { a } = server
    const answer = await ask(a.people.member, { name: '  Nimbus CRM ', website: 'nimbus.example/about', why: 'Our customers are in it.\nAll of them.' })
    expect(answer).toMatchObject({ status: 201, body: { doc: { name: 'Nimbus CRM', website: 'https://nimbus.example/about', status: 'open', answer: null } } })
    expect(await stored()).toEqual([{ name: 'Nimbus CRM', name_key: 'nimbuscrm', website: 'https://nimbus.example/about', why: 'Our customers are in it.\nAll of them.', status: 'open', user_id: a.people.member.id, account_id: a.id }])
    const [event] = await server.sql(`select account, actor_id, target_label from audit_events where action = 'provider_request.created'`)
    expect(event).toEqual({ account: a.id, actor_id: a.people.member.id, target_label: 'Nimbus CRM' })
  })

  it('is stored once for an account, however it is spelt and whoever asks, also at the same moment', async () => {
    const { a, b } = server
    const names = ['Twin Peaks', 'twin-peaks', 'TWINPEAKS', 'Twin  Péaks']
    const answers = await Promise.all(names.map((name, index) => ask(index % 2 === 0 ? a.people.member : a.people.admin, { name })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201])
    expect(new Set(answers.map(({ body }) => body.doc.id)).size).toBe(1)
    expect((await server.request('POST', '/api/provider-requests', { as: b.people.member, body: { workspaceId: b.id, name: 'Twin Peaks' } })).status).toBe(201)
    expect(await stored(`name_key = 'twinpeaks'`)).toHaveLength(2)
  })

  it('is answered by the platform, read by the whole account and by no other', async () => {
    const { a, b, platform, request } = server
    const { id } = (await ask(a.people.member, { name: 'Answered' })).body.doc
    expect((await request('PATCH', `/api/provider-requests/${id}`, { as: platform, body: { status: 'declined', answer: 'It has no API.', name: 'Changed', website: 'https://evil.example' } })).status).toBe(200)
    const seen = await request('GET', `/api/provider-requests/${id}`, { as: a.people.viewer })
    expect(seen.body).toMatchObject({ name: 'Answered', website: null, status: 'declined', answer: 'It has no API.' })
    expect(seen.body).not.toHaveProperty('nameKey')
    expect((await request('GET', `/api/provider-requests/${id}`, { as: b.people.owner })).status).toBe(404)
    // What was answered may be asked for once more.
    expect((await ask(a.people.member, { name: 'Answered' })).status).toBe(201)
    expect(codeOf(await request('PATCH', `/api/provider-requests/${id}`, { as: platform, body: { status: 'open' } }))[1]).toBe('conflict')
  })

  it('goes with its account and outlives the person who asked', async () => {
    const { platform, request } = server
    const account = (await request('POST', '/api/accounts', { as: platform, body: { name: 'Gone', slug: 'gone' } })).body.doc.id
    const person = await server.makeUser()
    await server.sql(`insert into memberships (account_id, user_id, role) values ($1, $2, 'member')`, [account, person.id])
    expect((await request('POST', '/api/provider-requests', { as: person, body: { account, name: 'Left behind' } })).status).toBe(201)
    expect((await request('DELETE', `/api/users/${person.id}`, { as: platform })).status).toBe(200)
    expect(await stored(`name = 'Left behind'`)).toMatchObject([{ user_id: null }])
    expect((await request('DELETE', `/api/accounts/${account}`, { as: platform })).status).toBe(200)
    expect(await stored(`name = 'Left behind'`)).toEqual([])
  })
})

describe('refused is', () => {
  it('what a viewer asks, and what a program asks, with who can', async () => {
    const { a } = server
    expect(codeOf(await ask(a.people.viewer, { name: 'X' }))).toEqual([403, 'forbidden', undefined])
    expect((await ask(a.people.viewer, { name: 'X' })).body.errors[0].hint).toMatch(/Members, admins and owners/)
    expect(codeOf(await ask(a.tokens.connect, { name: 'X' }))).toEqual([403, 'forbidden', undefined])
  })

  it('a provider that the catalog has, unless it is hidden or still coming', async () => {
    const { a, platform, row, request } = server
    for (const [key, name, status] of [['secretive', 'Secretive', 'hidden'], ['coming', 'Coming', 'coming_soon']]) expect((await request('POST', '/api/integration-providers', { as: platform, body: { ...row, key, name, status } })).status).toBe(201)
    expect(await ask(a.people.member, { name: 'ac me' })).toMatchObject({ status: 409, body: { errors: [{ code: 'conflict', field: 'name', message: 'Acme is in the catalog already.', hint: expect.stringContaining('/marketplace/acme') }] } })
    for (const name of ['Secretive', 'Coming']) expect((await ask(a.people.member, { name })).status).toBe(201)
  })

  it.each([
    ['no name', { name: '   ' }, 'name'],
    ['a name of 200 letters', { name: 'x'.repeat(200) }, 'name'],
    ['a name of two lines', { name: 'one\ntwo' }, 'name'],
    ['a name that turns text around', { name: `safe\u202Eexe` }, 'name'],
    ['a script for a website', { name: 'W', website: 'javascript:alert(1)' }, 'website'],
    ['a file for a website', { name: 'W', website: 'file:///etc/passwd' }, 'website'],
    ['a word for a website', { name: 'W', website: 'localhost' }, 'website'],
    ['a reason without end', { name: 'W', why: 'x'.repeat(1001) }, 'why'],
    ['a reason with a bell', { name: 'W', why: 'ring\u0007' }, 'why'],
  ])('%s', async (_what, body, field) => {
    expect(codeOf(await ask(server.a.people.member, body))).toEqual([422, 'validation_failed', field])
  })

  it('a secret, wherever it stands, and quotes it nowhere', async () => {
    const secret = ['sk', 'live', randomBytes(16).toString('hex')].join('_')
    const { a, platform, request } = server
    for (const [field, value] of [['name', secret], ['why', `Our key is ${secret}`], ['website', `https://nimbus.example/?key=${secret}`], ['website', `https://me:${randomBytes(6).toString('hex')}@nimbus.example`]] as const) {
      const answer = await ask(a.people.member, { name: 'Holder', [field]: value })
      expect(codeOf(answer)).toEqual([422, 'secret_in_plain_field', field])
      expect(answer.text).not.toContain(secret)
    }
    const { id } = (await ask(a.people.member, { name: 'Holder' })).body.doc
    expect(codeOf(await request('PATCH', `/api/provider-requests/${id}`, { as: platform, body: { answer: secret } }))).toEqual([422, 'secret_in_plain_field', 'answer'])
    expect(JSON.stringify([await server.sql('select * from provider_requests'), await server.sql('select * from audit_events')])).not.toContain(secret)
  })

  it('the twenty-first of a person in a day, and says when to come back', async () => {
    const person = await server.makeUser()
    await server.sql(`insert into memberships (account_id, user_id, role) values ($1, $2, 'member')`, [server.a.id, person.id])
    const answers = await Promise.all(Array.from({ length: 25 }, (_, index) => ask(person, { name: `Flood ${index}` })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
    const late = answers.filter(({ status }) => status === 429)
    expect(late).toHaveLength(5)
    for (const { headers, body } of late) expect([body.errors[0].code, Number(headers.get('retry-after')) > 86_000]).toEqual(['rate_limited', true])
    await server.sql(`update provider_requests set created_at = now() - interval '25 hours' where user_id = $1`, [person.id])
    expect((await ask(person, { name: 'The day after' })).status).toBe(201)
  })

  it('markup as markup: it is kept as the text it is', async () => {
    const answer = await ask(server.a.people.member, { name: '<b>Bold</b>', why: '<script>alert(1)</script>' })
    expect(answer.body.doc).toMatchObject({ name: '<b>Bold</b>', why: '<script>alert(1)</script>' })
    expect(answer.headers.get('content-type')).toContain('application/json')
  })
})
