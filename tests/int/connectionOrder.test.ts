import { describe, expect, it } from 'vitest'
import { holdStage } from '#tests/support/holdStage.ts'
import { codesOf, type Stage, type StageAccount } from '#tests/support/startStage.ts'

/** Which of several connections is asked first: who may say it, what calls make of it, and what is refused. */

let stage: Stage
let front: string
let account: StageAccount

holdStage({
  open: async (one) => {
    stage = one
    front = await stage.openFront()
  },
  enter: (one) => void (account = one),
})

type Placed = { id: string; version: number; name: string; key: string }

async function connectAll(names: string[]): Promise<Placed[]> {
  const placed: Placed[] = []
  for (const name of names) {
    const key = stage.service.goodKey()
    const { id, version } = await stage.connected({ account, key, body: { displayName: name } })
    placed.push({ id, version, name, key })
  }
  return placed
}

const order = (connections: { id: string; version: number }[], as = account.people.admin) =>
  stage.request('PUT', '/api/integrations/connection-order', { as, body: { workspaceId: account.id, provider: 'globex', connections: connections.map(({ id, version }) => ({ id, version })) } })

const namesInOrder = async (): Promise<string[]> =>
  (await stage.sql<{ display_name: string }>('select display_name from connections where account_id = $1 and deleted_at is null order by is_default desc, sort_order, created_at', [account.id])).map((row) => row.display_name)

describe('the order of connections', () => {
  it('is what calls follow: the first is asked, and the next when it is told to wait', async () => {
    const [one, two, three] = (await connectAll(['One', 'Two', 'Three'])) as [Placed, Placed, Placed]
    const answer = await order([three, one, two])
    expect(answer).toMatchObject({ status: 200, body: { connections: [{ id: three.id, isDefault: true }, { id: one.id, isDefault: false }, { id: two.id, isDefault: false }] } })
    const asked: string[] = []
    stage.service.turn((request, response) => {
      const key = (request.headers.authorization ?? '').replace('Bearer ', '')
      asked.push([one, two, three].find((each) => each.key === key)?.name ?? '?')
      response.writeHead(asked.length < 3 ? 429 : 200, { 'retry-after': '30' }).end('{}')
    })
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
    const called = await fetch(`${front}/api/proxy/accounts/${account.id}/globex/me`, { headers: token.headers })
    expect([called.status, called.headers.get('x-patchbay-connection')]).toEqual([200, two.id])
    expect(asked).toEqual(['Three', 'One', 'Two'])
  })

  it('puts what is connected later last, and is told in one event of the trail', async () => {
    const [one, two] = (await connectAll(['One', 'Two'])) as [Placed, Placed]
    await order([two, one])
    await connectAll(['Three'])
    expect(await namesInOrder()).toEqual(['Two', 'One', 'Three'])
    expect(await stage.sql(`select action, target_label, actor_id, changed from audit_events where account = $1 and action = 'connection.reordered'`, [account.id])).toEqual([
      { action: 'connection.reordered', target_label: 'Globex', actor_id: account.people.admin.id, changed: ['sortOrder'] },
    ])
  })

  it('that is the same already changes nothing', async () => {
    const placed = await connectAll(['One', 'Two'])
    expect((await order(placed)).status).toBe(200)
    expect(await stage.sql(`select 1 from audit_events where account = $1 and action = 'connection.reordered'`, [account.id])).toEqual([])
    expect(await stage.sql('select distinct version::int as version from connections where account_id = $1', [account.id])).toEqual([{ version: 1 }])
  })

  it('is the account admins’ to set; members are told who can, others that there is nothing', async () => {
    const placed = await connectAll(['One', 'Two'])
    for (const as of [account.people.member, account.people.viewer]) {
      const refused = await order([...placed].reverse(), as)
      expect([refused.status, codesOf(refused), refused.body.errors[0].hint]).toEqual([403, ['forbidden'], 'Admins and owners of the account can do this.'])
    }
    expect(codesOf(await order(placed, (await stage.newAccount()).people.owner))).toEqual(['not_found'])
    expect(await namesInOrder()).toEqual(['One', 'Two'])
  })

  it('is not written over what somebody saved in the meantime', async () => {
    const [one, two] = (await connectAll(['One', 'Two'])) as [Placed, Placed]
    await stage.request('PATCH', `/api/connections/${two.id}`, { as: account.people.owner, body: { displayName: 'Renamed' } })
    expect(codesOf(await order([two, one]))).toEqual(['version_conflict'])
    const both = await Promise.all([order([{ ...two, version: 2 }, one]), order([{ ...two, version: 2 }, one], account.people.owner)])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect(await namesInOrder()).toEqual(['Renamed', 'One'])
  })

  it('names each connection that everybody sees once, and no other', async () => {
    const [one, two] = (await connectAll(['One', 'Two'])) as [Placed, Placed]
    const own = await stage.connected({ account, body: { visibility: 'private' } })
    const foreign = await stage.connected({ account: await stage.newAccount() })
    const gone = await stage.connected({ account })
    await stage.request('DELETE', `/api/connections/${gone.id}`, { as: account.people.owner })
    const wrong = [[one], [one, one], [one, two, { id: own.id, version: 1 }], [one, { id: foreign.id, version: 1 }], [one, two, { id: gone.id, version: 2 }]]
    for (const connections of wrong) expect(codesOf(await order(connections))).toEqual(['conflict'])
    expect(codesOf(await order([]))).toEqual(['validation_failed'])
    expect((await order([two, one])).status).toBe(200)
  })
})
