import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listNotices } from '#src/engine/connections/listNotices.ts'
import { describeNotice } from '#src/ui/settings/describeNotice.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import '#tests/support/readInEnglish.ts'

/** A row says how long a key may serve; its connections say when the time has come. */

const rotateAfterDays = 90
const dayMs = 86_400_000

let stage: Stage
let account: StageAccount
beforeAll(async () => {
  stage = await startStage()
  await stage.importRows(stage.service.row({ key: 'turning', name: 'Turning', rotateAfterDays }))
  account = await stage.newAccount()
})
afterAll(() => stage?.stop())

const connected = () => stage.connected({ account, body: { provider: 'turning', displayName: `Key ${Math.random()}` } })
const daysLeft = (rotateBy: string | null): number | null => (rotateBy === null ? null : Math.round((Date.parse(rotateBy) - Date.now()) / dayMs))

/** What Settings tells somebody of one connection, and the number at its entry in the menu. */
async function told({ id, role }: { id: string; role: 'owner' | 'member' | 'viewer' }): Promise<{ sentences: string[]; verbs: (string | null)[]; count: number }> {
  const [{ loadConnections }, { countNotices }] = await Promise.all([import('#src/server/loadConnections.ts'), import('#src/server/countNotices.ts')])
  const person = { id: account.people[role].id, role }
  const { connections, now } = await loadConnections({ account: account.id, user: person.id })
  const words = listNotices({ connections: connections.filter((one) => one.id === id), person, now: new Date(now) }).map((notice) => describeNotice({ notice, provider: 'Turning', owner: 'the owner', now: new Date(now) }))
  return { sentences: words.map((one) => one.sentence), verbs: words.map((one) => one.verb), count: await countNotices({ account: account.id, person }) }
}

describe('the day by which a key is replaced', () => {
  it('is set by the row’s days when a key comes in, and anew when it is replaced', async () => {
    const { id, rotateBy, version } = await connected()
    expect(daysLeft(rotateBy)).toBe(rotateAfterDays)
    await stage.sql(`update connections set rotate_by = now() - interval '3 days' where id = $1`, [id])
    const replaced = await stage.connect({ account, body: { provider: 'turning', connectionId: id, version, credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect([replaced.status, daysLeft(replaced.body.connection.rotateBy)]).toEqual([200, rotateAfterDays])
  })

  it('stays where the new key is refused, and where only the name changes', async () => {
    const { id } = await connected()
    await stage.sql(`update connections set rotate_by = now() + interval '5 days' where id = $1`, [id])
    const bad = stage.service.goodKey()
    stage.service.refuse(bad)
    expect((await stage.connect({ account, body: { provider: 'turning', connectionId: id, credentialPayload: { apiKey: bad } } })).status).toBe(422)
    const { body } = await stage.request('PATCH', `/api/connections/${id}`, { as: account.people.owner, body: { displayName: `Renamed ${id}` } })
    expect(daysLeft(body.doc.rotateBy)).toBe(5)
  })

  it('is none without a key, once it is revoked, and where the row names no days', async () => {
    const waiting = (await stage.connect({ account, body: { provider: 'turning', displayName: 'Waiting' } })).body.connection
    const { id } = await connected()
    const revoked = (await stage.request('POST', `/api/connections/${id}/revoke`, { as: account.people.owner })).body.connection
    const other = await stage.connected({ account })
    expect([waiting.rotateBy, revoked.rotateBy, other.rotateBy]).toEqual([null, null, null])
    const added = await stage.connect({ account, body: { provider: 'turning', connectionId: waiting.id, credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect(daysLeft(added.body.connection.rotateBy)).toBe(rotateAfterDays)
  })
})

describe('a reminder', () => {
  it.each<[string, string, string[]]>([
    ['15 days before', '15 days', []],
    ['14 days before', '13 days 23 hours', ['is due for a new key in 14 days.']],
    ['7 days before', '6 days 23 hours', ['is due for a new key in 7 days.']],
    ['1 day before', '25 hours', ['is due for a new key in 1 day.']],
    ['on the day', '-1 minutes', ['is due for a new key.']],
    ['after it', '-40 days', ['is due for a new key.']],
  ])('to replace a key is shown %s as it should be', async (_when, left, endings) => {
    account = await stage.newAccount()
    const { id, displayName } = await connected()
    await stage.sql('update connections set rotate_by = now() + $2::interval where id = $1', [id, left])
    const verbs = endings.map(() => 'Replace the key')
    expect(await told({ id, role: 'owner' })).toEqual({ sentences: endings.map((ending) => `“${displayName}” ${ending}`), verbs, count: endings.length })
    // Whose key it is not reads of it as well, with who can mend it in place of the verb.
    expect(await told({ id, role: 'member' })).toMatchObject({ verbs: verbs.map(() => null), count: 0 })
    expect(await told({ id, role: 'viewer' })).toMatchObject({ verbs: verbs.map(() => null), count: 0 })
  })

  it.each<[string, string, string[]]>([
    ['15 days before', '15 days', []],
    ['14 days before', '13 days 23 hours', ['expires in 14 days.']],
    ['7 days before', '6 days 23 hours', ['expires in 7 days.']],
    ['1 day before', '25 hours', ['expires in 1 day.']],
    ['after it', '-1 minutes', ['has expired.']],
  ])('of the day a key expires is shown %s as it should be', async (_when, left, endings) => {
    account = await stage.newAccount()
    const { id, displayName } = await connected()
    await stage.sql('update connections set expires_at = now() + $2::interval where id = $1', [id, left])
    expect(await told({ id, role: 'owner' })).toMatchObject({ sentences: endings.map((ending) => `“${displayName}” ${ending}`), count: endings.length })
  })

  it('is gone with the new key', async () => {
    account = await stage.newAccount()
    const { id } = await connected()
    await stage.sql(`update connections set rotate_by = now() - interval '1 day' where id = $1`, [id])
    expect((await told({ id, role: 'owner' })).count).toBe(1)
    await stage.connect({ account, body: { provider: 'turning', connectionId: id, credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect(await told({ id, role: 'owner' })).toEqual({ sentences: [], verbs: [], count: 0 })
  })
})
