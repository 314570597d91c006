import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { holdStage } from '#tests/support/holdStage.ts'
import { codesOf, fieldsOf, type Stage, type StageAccount } from '#tests/support/startStage.ts'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { answerJson, identity } from '#tests/support/startService.ts'

/** POST /integrations/provider-connections and the collection's own routes: what is made, what is refused, what stays. */

let stage: Stage
let account: StageAccount

/** A row of several fields: two secrets, a plain one, and one that forms the host. */
const wideRow = () =>
  stage.service.row({
    key: 'initech', name: 'Initech', baseUrl: 'https://{{region}}.initech.example', allowedHosts: ['{{region}}.initech.example'], test: null,
    authMethods: [{
      key: 'pair', type: 'custom', label: 'Key pair',
      fields: [
        { name: 'publicKey', label: 'Public key' }, { name: 'secretKey', label: 'Secret key' },
        { name: 'team', label: 'Team', secret: false, required: true }, { name: 'note', label: 'Note', secret: false, required: false },
        { name: 'region', label: 'Region', secret: false, required: true, pattern: '^[a-z]{2}$', example: 'eu' },
      ],
      inject: [{ in: 'header', name: 'X-Key', value: '{{publicKey}}:{{secretKey}}' }],
    }],
  })
const wideValues = () => ({ publicKey: `pub${randomBytes(9).toString('hex')}`, secretKey: `sec${randomBytes(9).toString('hex')}`, team: 'blue', region: 'eu' })
const rowsOf = async (id: string) => stage.sql('select * from connections where account_id = $1 order by created_at', [id])
const send = (body: Record<string, unknown>, as = account.people.owner) => stage.request('POST', '/api/integrations/provider-connections', { as, body: { workspaceId: account.id, provider: 'globex', ...body } })

holdStage({
  open: async (one) => {
    stage = one
    const { service } = stage
    await stage.importRows(wideRow(), service.row({ key: 'untested', name: 'Untested', test: null }), service.row({ key: 'soon', name: 'Soon', status: 'coming_soon' }), service.row({ key: 'gone', name: 'Gone', status: 'hidden' }))
  },
  enter: (one) => void (account = one),
})

describe('making a connection', () => {
  it('without a credential: it needs a key', async () => {
    const answer = await send({})
    expect(answer).toMatchObject({ status: 201, body: { result: null, connection: { account: account.id, provider: 'globex', authMethod: 'api-key', mode: 'service', displayName: 'Globex 1', status: 'disconnected', visibility: 'account', owner: account.people.owner.id, isDefault: true, version: 1, maskedCredential: {}, fields: {} } } })
    expect(await rowsOf(account.id)).toMatchObject([{ status: 'disconnected', envelope: null, data_key_id: null }])
  })

  it('with one: cleaned, tested, sealed, shown as a mask', async () => {
    const key = stage.service.goodKey()
    const answer = await send({ credentialPayload: { apiKey: `  "Bearer ${key}"\n`, note: 'for mail' } })
    expect(answer).toMatchObject({ status: 201, body: { result: { ok: true, httpStatus: 200, identity, latencyMs: expect.any(Number) }, connection: { status: 'active', identity, fields: { note: 'for mail' }, lastTestedAt: expect.any(String) } } })
    expect(answer.body.connection.maskedCredential.apiKey).toContain('…')
    expect(answer.text).not.toContain(key.slice(-12))
    expect(stage.service.seen.at(-1)?.headers.authorization).toBe(`Bearer ${key}`)
    const [row] = await rowsOf(account.id)
    expect(row?.envelope).toMatch(/^[0-9a-f]{24}:[0-9a-f]{32}:[0-9a-f]+$/)
    expect(JSON.stringify(row)).not.toContain(key)
  })

  it('an empty credential is checked like any other: one fault for each missing field', async () => {
    const answer = await send({ provider: 'initech', credentialPayload: {} })
    expect([answer.status, codesOf(answer), fieldsOf(answer)]).toEqual([422, ['validation_failed', 'validation_failed', 'validation_failed', 'validation_failed'], ['publicKey', 'secretKey', 'team', 'region'].map((name) => `credentialPayload.${name}`)])
    expect(await rowsOf(account.id)).toEqual([])
  })

  it('unverified when asked to, or when the row has no test: nothing is sent', async () => {
    const before = stage.service.seen.length
    expect(await send({ credentialPayload: { apiKey: 'globex_unknown_0a' }, test: false })).toMatchObject({ status: 201, body: { result: null, connection: { status: 'pending', lastTestedAt: null } } })
    expect(await send({ provider: 'untested', credentialPayload: { apiKey: 'globex_unknown_0a' } })).toMatchObject({ status: 201, body: { result: null, connection: { status: 'pending' } } })
    expect(stage.service.seen).toHaveLength(before)
  })

  it('names them in turn, filling gaps', async () => {
    const names: string[] = []
    for (let n = 0; n < 3; n += 1) names.push((await send({})).body.connection.displayName)
    const [, second] = await rowsOf(account.id)
    await stage.request('DELETE', `/api/connections/${second?.id}`, { as: account.people.owner })
    names.push((await send({})).body.connection.displayName)
    expect(names).toEqual(['Globex 1', 'Globex 2', 'Globex 3', 'Globex 2'])
  })

  it('a name is the account’s own, whatever its case, and no secret', async () => {
    await send({ displayName: 'Mail' })
    const taken = await send({ displayName: ' mAIL ', provider: 'untested' })
    expect([taken.status, codesOf(taken), fieldsOf(taken)]).toEqual([409, ['name_taken'], ['displayName']])
    const other = await stage.newAccount()
    expect((await stage.connect({ account: other, body: { displayName: 'Mail' } })).status).toBe(201)
    const pasted = await send({ displayName: ['sk', 'live', randomBytes(12).toString('hex')].join('_') })
    expect([codesOf(pasted), fieldsOf(pasted)]).toEqual([['secret_in_plain_field'], ['displayName']])
    for (const displayName of ['', '   ', 'x'.repeat(81)]) expect(fieldsOf(await send({ displayName }))).toEqual(['displayName'])
  })

  it('the first is the default; another takes it over; a removal passes it on', async () => {
    const ids = [(await send({})).body.connection.id, (await send({})).body.connection.id]
    const taker = await send({ isDefault: true })
    expect(taker.body.connection.isDefault).toBe(true)
    const defaults = async () => (await rowsOf(account.id)).filter((row) => row.is_default && row.deleted_at === null).map((row) => row.id)
    expect(await defaults()).toEqual([taker.body.connection.id])
    await stage.request('DELETE', `/api/connections/${taker.body.connection.id}`, { as: account.people.owner })
    expect(await defaults()).toEqual([ids[0]])
    await stage.request('PATCH', `/api/connections/${ids[1]}`, { as: account.people.owner, body: { isDefault: true } })
    expect(await defaults()).toEqual([ids[1]])
    await send({ connectionId: ids[1], credentialPayload: { apiKey: stage.service.goodKey() } })
    await stage.request('POST', `/api/connections/${ids[1]}/revoke`, { as: account.people.owner })
    expect(await defaults()).toEqual([ids[0]])
  })

  it.each([
    ['no account', { workspaceId: undefined }, 422, 'validation_failed', 'workspaceId'],
    ['no provider', { provider: undefined }, 422, 'validation_failed', 'provider'],
    ['an unknown account', { workspaceId: randomUUID() }, 404, 'not_found', undefined],
    ['an account id that is none', { workspaceId: 'nobody' }, 404, 'not_found', undefined],
    ['an unknown provider', { provider: 'nothing' }, 422, 'unknown_provider', 'provider'],
    ['a provider that is coming', { provider: 'soon' }, 409, 'provider_unavailable', 'provider'],
    ['a provider that takes no more', { provider: 'gone' }, 409, 'provider_unavailable', 'provider'],
    ['an unknown auth method', { authMethod: 'magic' }, 422, 'unknown_auth_method', 'authMethod'],
    ['an unknown field', { credentialPayload: { apiKey: 'globex_a_0', other: 'x' } }, 422, 'validation_failed', 'credentialPayload.other'],
    ['a key of another form', { credentialPayload: { apiKey: 'something else' } }, 422, 'credential_format', 'credentialPayload.apiKey'],
    ['a credential that is text', { credentialPayload: 'globex_a_0' }, 422, 'validation_failed', 'credentialPayload'],
    ['a field that is a number', { credentialPayload: { apiKey: 5 } }, 422, 'validation_failed', 'credentialPayload.apiKey'],
    ['an unknown visibility', { visibility: 'public' }, 422, 'validation_failed', 'visibility'],
    ['an expiry that is no date', { expiresAt: 'soon' }, 422, 'validation_failed', 'expiresAt'],
    ['an unknown connection', { connectionId: randomUUID() }, 404, 'not_found', undefined],
    ['a connection id that is none', { connectionId: "1' or 1=1" }, 404, 'not_found', undefined],
  ])('refuses %s, and stores nothing', async (_what, body, status, code, field) => {
    const answer = await send(body)
    expect([answer.status, codesOf(answer)[0], fieldsOf(answer)[0]]).toEqual([status, code, field])
    expect(await rowsOf(account.id)).toEqual([])
  })

  it('lets the test decide about a key of another form where the caller says so, now and in later changes', async () => {
    const odd = ['other', 'form', randomUUID()].join(' ')
    expect(codesOf(await send({ credentialPayload: { apiKey: odd }, acceptFormat: true }))).toEqual(['credential_rejected'])
    expect(await rowsOf(account.id)).toEqual([])
    stage.service.turn((_request, response) => answerJson(response, { status: 200, body: { user: { name: 'Ann', id: '1' } } }))
    const { body } = expectStatus(await send({ credentialPayload: { apiKey: odd }, acceptFormat: true }))
    expect(body.connection.status).toBe('active')
    // What is stored needs no vouching again; what is given does.
    expectStatus(await send({ connectionId: body.connection.id, credentialPayload: {} }))
    expect(codesOf(await send({ connectionId: body.connection.id, credentialPayload: { apiKey: 'yet another' } }))).toEqual(['credential_format'])
  })

  it.each([['empty', ''], ['no JSON', '{"a":'], ['a list', '[]'], ['null', 'null'], ['too large', JSON.stringify({ displayName: 'x'.repeat(300_000) })]])('refuses a body that is %s', async (kind, body) => {
    const answer = await stage.request('POST', '/api/integrations/provider-connections', { as: account.people.owner, body, headers: { 'content-type': 'application/json' } })
    expect(codesOf(answer)).toEqual([kind === 'too large' ? 'payload_too_large' : kind === 'a list' || kind === 'null' ? 'invalid_request' : 'invalid_json'])
  })

  it('is for members and above; nobody in particular is asked to sign in', async () => {
    expect((await send({}, account.people.viewer)).status).toBe(403)
    expect((await send({}, account.people.member)).status).toBe(201)
    expect((await send({}, stage.platform)).status).toBe(404)
    expect((await stage.request('POST', '/api/integrations/provider-connections', { body: { workspaceId: account.id, provider: 'globex' } })).status).toBe(401)
  })
})

describe('a private connection', () => {
  it('is its owner’s; account admins see that it is there; others do not', async () => {
    const { member, admin, viewer, owner } = account.people
    const { id } = await stage.connected({ account, as: member, body: { visibility: 'private' } })
    const see = async (as = member) => (await stage.request('GET', `/api/connections/${id}`, { as })).status
    expect([await see(member), await see(admin), await see(viewer)]).toEqual([200, 200, 404])
    expect(codesOf(await stage.request('PATCH', `/api/connections/${id}`, { as: admin, body: { displayName: 'Mine now' } }))).toEqual(['forbidden'])
    expect(codesOf(await stage.request('PATCH', `/api/connections/${id}`, { as: viewer, body: { displayName: 'Mine now' } }))).toEqual(['not_found'])
    const dry = await stage.request('GET', `/api/integrations/resolve?workspaceId=${account.id}&provider=globex`, { as: owner })
    expect(dry.body).toMatchObject({ source: null, connectionId: null, code: 'credential_missing' })
    expect(dry.text).not.toContain('Globex 1')
    expect((await stage.request('PATCH', `/api/connections/${id}`, { as: member, body: { visibility: 'account' } })).body.doc.visibility).toBe('account')
    expect(await see(viewer)).toBe(200)
  })
})

describe('an expiry', () => {
  it('that has passed counts at once, for every reader', async () => {
    const made = await send({ credentialPayload: { apiKey: stage.service.goodKey() }, expiresAt: new Date(Date.now() - 1000).toISOString() })
    const { id, status } = made.body.connection
    const { owner } = account.people
    const one = await stage.request('GET', `/api/connections/${id}`, { as: owner })
    const list = await stage.request('GET', '/api/connections?limit=50', { as: owner })
    const dry = await stage.request('GET', `/api/integrations/resolve?workspaceId=${account.id}&provider=globex`, { as: owner })
    expect([status, one.body.status, list.body.docs[0].status, dry.body.code]).toEqual(['expired', 'expired', 'expired', 'reauth_required'])
  })

  it('still to come changes nothing yet; null takes it away', async () => {
    const { id, status } = (await send({ credentialPayload: { apiKey: stage.service.goodKey() }, expiresAt: '2999-01-01' })).body.connection
    expect(status).toBe('active')
    expect((await send({ connectionId: id, expiresAt: null })).body.connection.expiresAt).toBeNull()
  })
})

describe('a place in the order', () => {
  it('is given by account admins only, when it is made as when it is changed', async () => {
    const { admin, member } = account.people
    for (const sortOrder of [-1, 1]) expect(codesOf(await send({ sortOrder }, member))).toEqual(['forbidden'])
    expect(await rowsOf(account.id)).toEqual([])
    const { body, status } = await send({ sortOrder: 0 }, member)
    expect(status).toBe(201)
    expect(codesOf(await send({ connectionId: body.connection.id, sortOrder: 1 }, member))).toEqual(['forbidden'])
    expect(await send({ sortOrder: -1 }, admin)).toMatchObject({ status: 201, body: { connection: { sortOrder: -1 } } })
  })
})

describe('changing a connection', () => {
  it('given fields replace, the others stay', async () => {
    const values = wideValues()
    const { id } = await stage.connected({ account, body: { provider: 'initech', credentialPayload: values } })
    const { resolveCredential } = await import('#src/patchbay.ts')
    const changed = await send({ provider: undefined, connectionId: id, credentialPayload: { secretKey: 'another-secret', note: 'hello' } })
    expect(changed).toMatchObject({ status: 200, body: { connection: { version: 2, fields: { team: 'blue', region: 'eu', note: 'hello' } } } })
    expect((await resolveCredential({ account: account.id, provider: 'initech' })).values).toEqual({ ...values, secretKey: 'another-secret', note: 'hello' })
    await send({ provider: undefined, connectionId: id, credentialPayload: { note: '' } })
    expect((await resolveCredential({ account: account.id, provider: 'initech' })).values).toEqual({ ...values, secretKey: 'another-secret' })
    const renamed = await send({ provider: undefined, connectionId: id, displayName: 'Renamed', sortOrder: 4 })
    expect(renamed).toMatchObject({ status: 200, body: { result: null, connection: { displayName: 'Renamed', sortOrder: 4, status: 'pending' } } })
    expect((await resolveCredential({ account: account.id, provider: 'initech' })).values.secretKey).toBe('another-secret')
  })

  it('of a field that forms the host needs every secret again', async () => {
    const { id } = await stage.connected({ account, body: { provider: 'initech', credentialPayload: wideValues() } })
    const [before] = await rowsOf(account.id)
    const moved = await send({ provider: undefined, connectionId: id, credentialPayload: { region: 'us', secretKey: 'another-secret' } })
    expect([moved.status, codesOf(moved), fieldsOf(moved)]).toEqual([422, ['validation_failed'], ['credentialPayload.publicKey']])
    expect((await rowsOf(account.id))[0]).toEqual(before)
    expect((await send({ provider: undefined, connectionId: id, credentialPayload: wideValues() })).status).toBe(200)
    const whole = await send({ provider: undefined, connectionId: id, credentialPayload: { ...wideValues(), region: 'us' } })
    expect(whole).toMatchObject({ status: 200, body: { connection: { fields: { region: 'us' } } } })
  })

  it('to another provider or account, or on a stale version, is refused', async () => {
    const { id, version } = await stage.connected({ account })
    expect(fieldsOf(await send({ connectionId: id, provider: 'initech' }))).toEqual(['provider'])
    const other = await stage.newAccount()
    expect((await send({ connectionId: id, workspaceId: other.id })).status).toBe(422)
    expect((await send({ connectionId: id, displayName: 'One', version })).status).toBe(200)
    const stale = await send({ connectionId: id, displayName: 'Two', version })
    expect([stale.status, codesOf(stale)]).toEqual([409, ['version_conflict']])
    expect((await rowsOf(account.id))[0]).toMatchObject({ display_name: 'One', version: String(version + 1) })
  })

  it('replaces a key that failed, expired or was revoked, and a fresh key is not expired', async () => {
    const made = await send({ credentialPayload: { apiKey: stage.service.goodKey() }, expiresAt: new Date(Date.now() - 1000).toISOString() })
    const replaced = await send({ connectionId: made.body.connection.id, credentialPayload: { apiKey: stage.service.goodKey() } })
    expect(replaced).toMatchObject({ status: 200, body: { result: { ok: true }, connection: { status: 'active', expiresAt: null } } })
  })
})

describe('the collection’s own routes', () => {
  it('make and change under the same rules', async () => {
    const as = account.people.member
    const made = await stage.request('POST', '/api/connections', { as, body: { account: account.id, provider: 'globex', status: 'active', owner: account.people.owner.id, envelope: 'x', credentialPayload: { apiKey: stage.service.goodKey() }, test: false } })
    expect(made).toMatchObject({ status: 201, body: { doc: { status: 'pending', owner: as.id, displayName: 'Globex 1' } } })
    const path = `/api/connections/${made.body.doc.id}`
    expect(await stage.request('PATCH', path, { as, body: { displayName: 'Named', status: 'active', version: 1 } })).toMatchObject({ status: 200, body: { doc: { displayName: 'Named', status: 'pending', version: 2 } } })
    expect(codesOf(await stage.request('PATCH', path, { as, body: { displayName: 'Again', version: 1 } }))).toEqual(['version_conflict'])
    expect(codesOf(await stage.request('PATCH', path, { as, body: { credentialPayload: { apiKey: 'globex_wrong_0' } } }))).toEqual(['credential_rejected'])
    expect(codesOf(await stage.request('POST', '/api/connections', { as, body: { account: account.id, provider: 'globex', credentialPayload: {} } }))).toEqual(['validation_failed'])
  })

  it.each([['PATCH', '/api/connections?where[id][exists]=true'], ['DELETE', '/api/connections?where[id][exists]=true'], ['PUT', `/api/connections/${randomUUID()}`], ['POST', `/api/connections/${randomUUID()}/duplicate`]])('%s %s is not offered', async (method, path) => {
    await send({})
    expect((await stage.request(method, path, { as: account.people.owner, body: { displayName: 'All' } })).status).toBe(405)
    expect(await rowsOf(account.id)).toMatchObject([{ display_name: 'Globex 1', deleted_at: null }])
  })
})
