import { randomBytes } from 'node:crypto'
import { expectStatus, type Role } from './makeWorld.ts'
import { startTestServer, type TestActor, type TestAnswer } from './startServer.ts'
import { type Service, startService } from './startService.ts'

export type StageAccount = { id: string; people: Record<Role, TestActor> }
type Connecting = { as?: TestActor; account: StageAccount; body?: Record<string, unknown> }

/** A running server with a service whose answers a test chooses (row `globex`), and accounts made as they are needed. */
export type Stage = Awaited<ReturnType<typeof startStage>>

export async function startStage({ env = {} }: { env?: Record<string, string> } = {}) {
  const server = await startTestServer({ env })
  const service = await startService()
  const importRows = async (...rows: Record<string, unknown>[]): Promise<void> => {
    const { body, text } = expectStatus(await server.request('POST', '/api/integration-providers/import', { as: server.platform, body: { providers: rows } }))
    if (body.results.some((one: { action: string }) => one.action === 'refused')) throw new Error(text)
  }
  await importRows(service.row())

  const newAccount = async (): Promise<StageAccount> => {
    const slug = `t${randomBytes(5).toString('hex')}`
    const id = expectStatus(await server.request('POST', '/api/accounts', { as: server.platform, body: { name: slug, slug } })).body.doc.id as string
    const people = {} as Record<Role, TestActor>
    for (const role of ['owner', 'admin', 'member', 'viewer'] as const) {
      people[role] = await server.makeUser({ name: `${slug} ${role}` })
      expectStatus(await server.request('POST', '/api/memberships', { as: role === 'owner' ? server.platform : people.owner, body: { account: id, user: people[role].id, role } }))
    }
    return { id, people }
  }
  /** POST provider-connections as the account's owner, for `globex`. */
  const connect = ({ as, account, body = {} }: Connecting): Promise<TestAnswer> =>
    server.request('POST', '/api/integrations/provider-connections', { as: as ?? account.people.owner, body: { workspaceId: account.id, provider: 'globex', ...body } })
  /** The connection of a request that must succeed. */
  const connected = async (question: Connecting & { key?: string }): Promise<Record<string, any> & { id: string }> =>
    expectStatus(await connect({ ...question, body: { credentialPayload: { apiKey: question.key ?? service.goodKey() }, ...question.body } })).body.connection

  return {
    ...server, service, importRows, newAccount, connect, connected,
    stop: async () => {
      await server.stop()
      await service.stop()
    },
  }
}

/** The codes of a refusal, in order. */
export const codesOf = (answer: TestAnswer): string[] => ((answer.body?.errors ?? []) as { code: string }[]).map((one) => one.code)
/** The fields of a refusal, in order. */
export const fieldsOf = (answer: TestAnswer): (string | undefined)[] => ((answer.body?.errors ?? []) as { field?: string }[]).map((one) => one.field)

export type { Service }
