import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** The first-run checklists: ticked by what has happened, and by nothing else. */

let stage: Stage
let account: StageAccount

beforeAll(async () => {
  stage = await startStage()
  const slug = 'alone'
  const id = expectStatus(await stage.request('POST', '/api/accounts', { as: stage.platform, body: { name: slug, slug } })).body.doc.id as string
  const owner = await stage.makeUser({ name: 'Alone' })
  expectStatus(await stage.request('POST', '/api/memberships', { as: stage.platform, body: { account: id, user: owner.id, role: 'owner' } }))
  account = { id, people: { owner } as StageAccount['people'] }
})
afterAll(() => stage?.stop())

const load = async (user = account.people.owner.id, role = 'owner', isPlatformAdmin = false) => {
  const { loadFirstSteps } = await import('#src/server/loadFirstSteps.ts')
  return loadFirstSteps({ user, isPlatformAdmin, account: { id: account.id, role } })
}
const done = async (): Promise<string[]> => (await load())[0]?.steps.filter((step) => step.isDone).map((step) => step.name) ?? ['gone']

it('tick one by one: connected, tested, called, and a colleague; then the list is gone', async () => {
  expect(await done()).toEqual(['account'])
  const { id } = await stage.connected({ account, body: { test: false } })
  expect(await done()).toEqual(['account', 'connect'])
  await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })
  expect(await done()).toEqual(['account', 'connect', 'test'])

  const [{ callProvider }, { callEngine }] = await Promise.all([import('#src/patchbay.ts'), import('#src/server/callEngine.ts')])
  await (await callProvider({ account: account.id, provider: 'globex', path: '/me' })).text()
  await callEngine().recorder.flush()
  expect(await done()).toEqual(['account', 'connect', 'test', 'call'])
  const colleague = await stage.makeUser({ name: 'Colleague' })
  expectStatus(await stage.request('POST', '/api/memberships', { as: account.people.owner, body: { account: account.id, user: colleague.id, role: 'member' } }))
  expect(await load()).toEqual([])
})

it('are for who can take them: owners and admins; the platform’s for platform admins', async () => {
  const other = await stage.newAccount()
  const { loadFirstSteps } = await import('#src/server/loadFirstSteps.ts')
  const kinds = async (role: 'owner' | 'admin' | 'member' | 'viewer', isPlatformAdmin = false) => (await loadFirstSteps({ user: other.people[role].id, isPlatformAdmin, account: { id: other.id, role } })).map((list) => list.kind)
  // All of the platform's are done in this world.
  expect(await kinds('member', true)).toEqual([])
  await stage.sql('update built_in_credentials set enabled = false')
  expect([await kinds('owner'), await kinds('admin'), await kinds('member'), await kinds('viewer'), await kinds('member', true)]).toEqual([['account'], ['account'], [], [], ['platform']])
})

it('stay hidden for who hid them, and for nobody else', async () => {
  const other = await stage.newAccount()
  const { loadFirstSteps } = await import('#src/server/loadFirstSteps.ts')
  const seenBy = async (role: 'owner' | 'admin') => (await loadFirstSteps({ user: other.people[role].id, isPlatformAdmin: false, account: { id: other.id, role } })).map((list) => list.key)
  const [key] = await seenBy('owner')
  expectStatus(await stage.request('POST', `/api/payload-preferences/${key}`, { as: other.people.owner, body: { value: { hidden: true } } }))
  expect([await seenBy('owner'), await seenBy('admin')]).toEqual([[], [key]])
})
