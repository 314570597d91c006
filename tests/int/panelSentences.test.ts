import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findReaderBy } from '#src/messages/currentReader.ts'
import { readers } from '#src/messages/readers.ts'
import { translateSentence } from '#src/messages/translateSentence.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** What a platform admin reads of a press that was refused is in the language of the panel. */

let stage: Stage
let account: StageAccount
let provider: string
beforeAll(async () => {
  stage = await startStage()
  account = await stage.newAccount()
  provider = (await stage.sql<{ id: string }>(`select id from integration_providers where key = 'globex'`))[0]!.id
})
afterAll(() => stage?.stop())
beforeEach(() => findReaderBy(() => readers.de))
afterEach(() => findReaderBy(() => readers.en))

type Press = { method: string; path: string; body?: unknown }

async function refusalOf({ method, path, body }: Press): Promise<string> {
  const answer = await stage.request(method, `/api${path}`, { as: stage.platform, ...(body === undefined ? {} : { body }) })
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400)
  return answer.body.errors[0].message
}
const foreign = async (presses: Press[]): Promise<string[]> => {
  const said: string[] = []
  for (const press of presses) said.push(await refusalOf(press))
  return said.filter((sentence) => translateSentence(sentence) === null)
}
/** What looks like a key, and is none. */
const secret = ['sk', 'live', 'a1B2c3D4e5F6g7H8i9J0k1L2'].join('_')

describe('in German', () => {
  it.each(['account', 'provider', 'connection'])('is what a cut-off of one %s is refused for', async (kind) => {
    const { id } = await stage.connected({ account })
    const path = `${{ account: `/accounts/${account.id}`, provider: `/integration-providers/${provider}`, connection: `/connections/${id}` }[kind]}/cut-off`
    expect(await foreign([...['', 'two\nlines', secret].map((reason) => ({ method: 'POST', path, body: { reason } })), { method: 'DELETE', path }])).toEqual([])
    await stage.request('POST', `/api${path}`, { as: stage.platform, body: { reason: 'A leak.' } })
    expect(await foreign([{ method: 'POST', path, body: { reason: 'A leak.' } }])).toEqual([])
    await stage.request('DELETE', `/api${path}`, { as: stage.platform })
  })

  it('is what a bulk revocation is refused for', async () => {
    expect(await foreign([
      { method: 'POST', path: '/revocations', body: { confirm: 'x', from: '2001-01-01', until: '2001-01-02' } },
      { method: 'POST', path: '/revocations', body: { confirm: 'every account', from: '2001-01-02', until: '2001-01-01' } },
      { method: 'POST', path: `/accounts/${account.id}/revoke-credentials`, body: { confirm: 'x' } },
    ])).toEqual([])
  })

  it('is what a first owner is refused for', async () => {
    expect(await foreign([{ method: 'POST', path: '/memberships', body: { account: account.id, user: account.people.member.id, role: 'owner' } }])).toEqual([])
  })

  it('is what a built-in credential is refused for', async () => {
    const press = (more: Record<string, unknown>): Press => ({ method: 'POST', path: '/built-in-credentials', body: { provider: 'globex', credentialPayload: { apiKey: stage.service.goodKey() }, ...more } })
    expect(await foreign([press({ allow: [{ method: 'post', path: '/x' }] })])).toEqual([])
    await stage.request('POST', '/api/built-in-credentials', { as: stage.platform, body: press({}).body })
    expect(await foreign([press({})])).toEqual([])
  })

  it('is what the answer to a request is refused for', async () => {
    const { body } = await stage.request('POST', '/api/provider-requests', { as: account.people.owner, body: { workspaceId: account.id, name: 'Wanted' } })
    expect(await foreign([{ method: 'PATCH', path: `/provider-requests/${body.doc.id}`, body: { answer: secret } }])).toEqual([])
  })
})
