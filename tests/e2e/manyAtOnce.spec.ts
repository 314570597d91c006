import { expect, makeDemoKey, test } from './support/test.ts'

/** On the app as it is built: what a build makes of the code must not loosen its transactions. */

test('many first connections at once are all made, with one default and as many names', async ({ owner, account }) => {
  const count = 10
  const connect = () => owner.call('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', credentialPayload: { token: makeDemoKey() } })
  const answers = await Promise.all(Array.from({ length: count }, connect))
  expect(answers.map(({ status, body }) => [status, body.errors?.[0]?.code])).toEqual(Array.from({ length: count }, () => [201, undefined]))
  const { docs } = await owner.must('GET', `/connections?limit=100&where[account][equals]=${account.id}`)
  expect(docs.map((one: { displayName: string }) => one.displayName).sort()).toEqual(Array.from({ length: count }, (_, n) => `Demo service ${n + 1}`).sort())
  expect(docs.filter((one: { isDefault: boolean }) => one.isDefault)).toHaveLength(1)
})
