import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { holdStage } from '#tests/support/holdStage.ts'
import { codesOf, type Stage, type StageAccount } from '#tests/support/startStage.ts'

/** Whoever can write to the database still gets no credential out of it; and a start with the wrong key is refused. */

let stage: Stage
let account: StageAccount
let proxy: string

holdStage({
  open: async (one) => {
    stage = one
    await stage.importRows(stage.service.row({ key: 'twin', name: 'Twin' }))
    proxy = `${await stage.openFront()}/api/proxy`
  },
  enter: (one) => void (account = one),
})

const sealed = ['envelope', 'aad_version', 'vault_id', 'data_key_id', 'agreed_hosts'] as const
const rowOf = async (id: string) => (await stage.sql('select * from connections where id = $1', [id]))[0] as Record<string, any>

/** Every way to have it opened: the proxy, in process, a test. Resolves to the codes they answer. */
async function open(id: string, where = account): Promise<string[]> {
  const { resolveCredential } = await import('#src/patchbay.ts')
  const [{ provider }] = (await stage.sql('select provider from connections where id = $1', [id])) as [{ provider: string }]
  const seen = stage.service.seen.length
  const proxied = await fetch(`${proxy}/connections/${id}/me`, { headers: where.people.owner.headers })
  const codes = [
    ((await proxied.json()) as { errors?: { code: string }[] }).errors?.[0]?.code ?? 'opened',
    await resolveCredential({ account: where.id, provider, connectionId: id }).then(() => 'opened', (error: { code: string }) => error.code),
    codesOf(await stage.request('POST', `/api/connections/${id}/test`, { as: where.people.owner }))[0] ?? 'opened',
  ]
  if (!codes.includes('opened')) expect(stage.service.seen).toHaveLength(seen)
  return codes
}
const all = (code: string) => [code, code, code]

describe('a sealed value moved in the database', () => {
  it('opens where it belongs', async () => {
    expect(await open((await stage.connected({ account })).id)).toEqual(all('opened'))
  })

  it.each(['row', 'account', 'provider', 'host'])('to another %s opens nothing', async (place) => {
    const { id } = await stage.connected({ account })
    const other = place === 'account' ? await stage.newAccount() : account
    const target = place === 'host' ? id : (await stage.connected({ account: other, body: { provider: place === 'provider' ? 'twin' : 'globex' } })).id
    if (place === 'host') await stage.sql(`update connections set agreed_hosts = agreed_hosts || '["evil.example"]' where id = $1`, [id])
    else await stage.sql('update connections t set envelope = s.envelope from connections s where t.id = $1 and s.id = $2', [target, id])
    expect(await open(target, other)).toEqual(all('vault_unavailable'))
  })

  it('opens nothing with all its columns beside it, when the row is another provider’s or account’s', async () => {
    const { id } = await stage.connected({ account })
    const twin = await stage.connected({ account, body: { provider: 'twin' } })
    const source = await rowOf(id)
    await stage.sql('update connections set vault_id = $2 where id = $1', [id, randomUUID()])
    await stage.sql(`update connections set ${sealed.map((name, at) => `${name} = $${at + 2}`).join(', ')} where id = $1`, [twin.id, ...sealed.map((name) => (name === 'agreed_hosts' ? JSON.stringify(source[name]) : source[name]))])
    expect(await open(twin.id)).toEqual(all('vault_unavailable'))
    expect(await open(id)).toEqual(all('vault_unavailable'))

    const foreign = await stage.newAccount()
    const there = await stage.connected({ account: foreign })
    await expect(stage.sql('update connections set envelope = $2, data_key_id = $3, vault_id = $4 where id = $1', [there.id, source.envelope, source.data_key_id, randomUUID()])).rejects.toThrow(/connections_data_key_account_fk/)
  })

  it('opens nothing under another account’s data key, even if the key row is made to fit', async () => {
    const { id } = await stage.connected({ account })
    const foreign = await stage.newAccount()
    await stage.connected({ account: foreign })
    const [mine] = await stage.sql('select id, wrapped from data_keys where account_id = $1', [account.id])
    const [theirs] = await stage.sql('select wrapped from data_keys where account_id = $1', [foreign.id])
    await stage.sql('update data_keys set wrapped = $2 where id = $1', [mine?.id, theirs?.wrapped])
    expect(await open(id)).toEqual(all('vault_unavailable'))
  })

  it.each([
    ['a flipped bit of the text', (envelope: string) => flip(envelope, envelope.length - 1)],
    ['a flipped bit of the tag', (envelope: string) => flip(envelope, 30)],
    ['a flipped bit of the nonce', (envelope: string) => flip(envelope, 3)],
    ['a text cut short', (envelope: string) => envelope.slice(0, -2)],
    ['no text at all', (envelope: string) => envelope.slice(0, 58)],
    ['a byte more', (envelope: string) => `${envelope}00`],
  ])('with %s opens nothing', async (_what, alter) => {
    const { id } = await stage.connected({ account })
    await stage.sql('update connections set envelope = $2 where id = $1', [id, alter((await rowOf(id)).envelope)])
    expect(await open(id)).toEqual(all('vault_unavailable'))
  })

  it('under a format this version does not know opens nothing', async () => {
    const { id } = await stage.connected({ account })
    await stage.sql('update connections set aad_version = 0 where id = $1', [id])
    expect(await open(id)).toEqual(all('vault_unavailable'))
  })

  it('wrapped with a key that is not loaded says which is missing, not that all is lost', async () => {
    const { id } = await stage.connected({ account })
    const [key] = await stage.sql('select kek_id from data_keys where account_id = $1', [account.id])
    await stage.sql('update data_keys set kek_id = $2 where account_id = $1', [account.id, randomBytes(8).toString('hex')])
    expect(await open(id)).toEqual(all('key_unavailable'))
    await stage.sql('update data_keys set kek_id = $2 where account_id = $1', [account.id, key?.kek_id])
    expect(await open(id)).toEqual(all('opened'))
  })

  it('of a built-in credential serves no row of a tenant’s', async () => {
    const { id } = await stage.connected({ account, body: { provider: 'acme', credentialPayload: { apiKey: stage.goodKey } } })
    await stage.sql(`update connections set envelope = b.envelope, agreed_hosts = b.agreed_hosts from built_in_credentials b where connections.id = $1 and b.provider = 'acme'`, [id])
    expect(await open(id)).toEqual(all('vault_unavailable'))
  })
})

const flip = (envelope: string, at: number): string => `${envelope.slice(0, at)}${(Number.parseInt(envelope[at]!, 16) ^ 1).toString(16)}${envelope.slice(at + 1)}`

describe('deleting an account', () => {
  it('leaves no data key, so that what a back-up of its rows holds opens no more', async () => {
    const { id } = await stage.connected({ account })
    const row = await rowOf(id)
    expect((await stage.request('POST', `/api/accounts/${account.id}/delete`, { as: account.people.owner, body: { current: account.people.owner.password } })).status).toBe(200)
    for (const table of ['data_keys', 'connections', 'memberships', 'api_tokens', 'routing_policies']) expect(await stage.sql(`select 1 from ${table} where account_id = $1`, [account.id]), table).toEqual([])
    expect(await stage.sql('select 1 from data_keys where id = $1', [row.data_key_id])).toEqual([])
  })
})

describe('the start', () => {
  type Ended = { code: number | null; errors: string }
  async function run(file: string, env: Record<string, string | undefined>, ...options: string[]): Promise<Ended> {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../src', file), ...options], { env: { ...process.env, ...stage.env, ...env } as NodeJS.ProcessEnv, stdio: ['ignore', 'ignore', 'pipe'] })
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    return { code: code as number | null, errors }
  }
  /** The release step in a process of its own. */
  const prepare = (env: Record<string, string | undefined>): Promise<Ended> => run('server/prepareDatabase.ts', env, '--migrate-only')
  const newKey = () => randomBytes(32).toString('base64')

  it('goes on with the key that sealed what is stored', async () => {
    await stage.connected({ account })
    expect(await prepare({})).toMatchObject({ code: 0 })
  })

  it('is refused with another key, and with none that opens', async () => {
    const refused = await prepare({ PATCHBAY_ENCRYPTION_KEY: newKey() })
    expect(refused.code).toBe(1)
    expect(refused.errors).toMatch(/PATCHBAY_ENCRYPTION_KEY is not the key this database was sealed with.*PATCHBAY_RETIRED_ENCRYPTION_KEYS/s)
    expect((await prepare({ PATCHBAY_ENCRYPTION_KEY: newKey(), PATCHBAY_RETIRED_ENCRYPTION_KEYS: `${newKey()},${newKey()}` })).code).toBe(1)
  })

  it('is refused by the web process as well, where nothing prepared the database before', async () => {
    const refused = await run('front/web.ts', { PATCHBAY_ENCRYPTION_KEY: newKey(), PORT: '0' })
    expect(refused).toEqual({ code: 1, errors: expect.stringContaining('PATCHBAY_ENCRYPTION_KEY is not the key this database was sealed with') })
    const unreachable = await run('front/web.ts', { DATABASE_URL: 'postgres://127.0.0.1:1/none', PORT: '0' })
    expect(unreachable).toEqual({ code: 1, errors: expect.stringMatching(/^DATABASE_URL names a database that cannot be reached/) })
  })

  it('a process with another key makes no first data key either', async () => {
    const { id } = await stage.newAccount()
    const [{ ensureDataKey }, { createDataKeys }, { createKeyring }] = await Promise.all([import('#src/server/stores/ensureDataKey.ts'), import('#src/engine/vault/DataKeys.ts'), import('#src/engine/vault/Keyring.ts')])
    const dataKeys = createDataKeys({ keyring: createKeyring({ current: randomBytes(32) }) })
    await expect(ensureDataKey({ req: { payload: stage.payload, transactionID: undefined }, owner: id, dataKeys })).rejects.toMatchObject({ code: 'key_unavailable' })
    expect(await stage.sql('select 1 from data_keys where account_id = $1', [id])).toEqual([])
  })

  it('goes on with a new key beside the retired one, which still opens', async () => {
    expect(await prepare({ PATCHBAY_ENCRYPTION_KEY: newKey(), PATCHBAY_RETIRED_ENCRYPTION_KEYS: stage.env.PATCHBAY_ENCRYPTION_KEY })).toEqual({ code: 0, errors: '' })
  })

  it.each([
    ['missing', undefined, 'is not set'],
    ['empty', '', 'is not set'],
    ['short', randomBytes(31).toString('base64'), 'it holds 31 bytes, 32 are needed'],
    ['a placeholder', 'change-me-change-me-change-me-00', 'placeholder'],
    ['all zeros', Buffer.alloc(32).toString('base64'), 'all its bytes are zero'],
    ['a sentence', 'this is my secret passphrase !!!', 'neither base64 nor hex'],
  ])('is refused when the encryption key is %s, with the variable and the cure', async (_what, key, reason) => {
    const { code, errors } = await prepare({ PATCHBAY_ENCRYPTION_KEY: key })
    expect([code, errors]).toEqual([1, expect.stringMatching(new RegExp(`^PATCHBAY_ENCRYPTION_KEY .*${reason}.*openssl rand -base64 32`, 's'))])
    if (key) expect(errors).not.toContain(key)
  })

  it('is refused for a retired key that cannot be read', async () => {
    expect(await prepare({ PATCHBAY_RETIRED_ENCRYPTION_KEYS: 'abc' })).toMatchObject({ code: 1, errors: expect.stringContaining('PATCHBAY_RETIRED_ENCRYPTION_KEYS is not a usable key') })
  })

  it('is refused when the platform’s known value was altered', async () => {
    const [key] = await stage.sql(`select id, proof from data_keys where owner = 'platform' and state = 'active'`)
    await stage.sql('update data_keys set proof = $2 where id = $1', [key?.id, flip(key?.proof, 40)])
    expect(await prepare({})).toMatchObject({ code: 1, errors: expect.stringContaining('PATCHBAY_ENCRYPTION_KEY cannot open what is stored') })
    await stage.sql('update data_keys set proof = $2 where id = $1', [key?.id, key?.proof])
  })
})

describe('the database refuses', () => {
  let id: string
  beforeEach(async () => {
    ;({ id } = await stage.connected({ account }))
  })
  const format = (table: string) => new RegExp(`${table}_envelope_format`)

  it.each<[string, string, RegExp]>([
    ['an envelope that is none', `update connections set envelope = 'plain text' where id = $1`, format('connections')],
    ['an envelope in capitals', 'update connections set envelope = upper(envelope) where id = $1', format('connections')],
    ['an envelope with half a byte', `update connections set envelope = envelope || '0' where id = $1`, format('connections')],
    ['a built-in envelope that is none', `update built_in_credentials set envelope = 'plain' where $1::uuid is not null`, format('built_in_credentials')],
    ['an envelope without its key', 'update connections set data_key_id = null where id = $1', /connections_sealed_whole/],
    ['an envelope without its place', 'update connections set vault_id = null where id = $1', /connections_sealed_whole/],
    ['an envelope without its hosts', 'update connections set agreed_hosts = null where id = $1', /connections_sealed_whole/],
    ['a built-in envelope without its hosts', 'update built_in_credentials set agreed_hosts = null where $1::uuid is not null', /built_in_credentials_sealed_whole/],
    ['an active connection without a credential', 'update connections set envelope = null where id = $1', /connections_status_credential/],
    ['a revoked connection with one', `update connections set status = 'revoked' where id = $1`, /connections_status_credential/],
    ['a provider that does not exist', `update connections set provider = 'nothing' where id = $1`, /connections_provider_fk/],
    ['a provider’s key that changes', `update integration_providers set key = 'other' where key = 'globex' and $1::uuid is not null`, /provider_fk/],
    ['a provider that goes while it is used', `delete from integration_providers where key = 'globex' and $1::uuid is not null`, /provider_fk/],
    ['a built-in credential of no provider', `update built_in_credentials set provider = 'nothing' where $1::uuid is not null`, /built_in_credentials_provider_fk/],
    ['a policy of no provider', `update routing_policies set provider = 'nothing' where $1::uuid is not null`, /routing_policies_provider_fk/],
    ['two defaults', `insert into connections (account_id, provider, auth_method, display_name, mode, status, visibility, is_default) select account_id, provider, auth_method, 'Other', mode, 'disconnected', visibility, true from connections where id = $1`, /connections_one_default_idx/],
    ['two names that differ in case', `insert into connections (account_id, provider, auth_method, display_name, mode, status, visibility) select account_id, provider, auth_method, upper(display_name), mode, 'disconnected', visibility from connections where id = $1`, /connections_display_name_idx/],
    ['another account’s data key', `update connections set data_key_id = (select id from data_keys where owner = 'platform') where id = $1`, /connections_data_key_account_fk/],
    ['a data key of two owners', `update data_keys set owner = 'platform' where account_id = (select account_id from connections where id = $1)`, /data_keys_owner_check/],
    ['two active data keys', `insert into data_keys (owner, account_id, kek_id, wrapped, state) select owner, account_id, kek_id, wrapped, 'active' from data_keys where account_id = (select account_id from connections where id = $1)`, /data_keys_one_active_idx/],
    ['a member twice', 'insert into memberships (account_id, user_id, role) select account_id, user_id, role from memberships where account_id = (select account_id from connections where id = $1)', /account_user_idx/],
    ['two policies of one provider', 'insert into routing_policies (account_id, provider, mode, distribution) select account_id, provider, mode, distribution from routing_policies where $1::uuid is not null', /account_provider_1_idx/],
  ])('%s', async (_what, statement, constraint) => {
    await expect(stage.sql(statement, [id])).rejects.toThrow(constraint)
  })
})
