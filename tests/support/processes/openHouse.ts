import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, type Person, signIn } from '../../e2e/support/signIn.ts'
import type { Service } from '../startService.ts'
import type { TestConnection, TestToken } from './Call.ts'
import { balancerHeader } from './startBalancer.ts'

type Settings = { url: string; email: string; password: string; service: Service; accounts: number; connections: number; tokens: number }

export type House = Awaited<ReturnType<typeof openHouse>>

/** What a request may meet while processes and the database come and go; asked again it succeeds. */
const passing = new Set(['database_unavailable', 'vault_unavailable'])
const giveUpMs = 60_000

/**
 * Accounts with connections and API tokens, made through the HTTP API, and somebody who revokes and replaces them and
 * asks until the answer is clear. `refusals`: the codes met on the way, `strange`: answers that are no refusals of ours.
 */
export async function openHouse({ url, email, password, service, accounts: accountCount, connections: connectionCount, tokens: tokenCount }: Settings) {
  const refusals: Record<string, number> = {}
  const strange: string[] = []
  const connections: TestConnection[] = []
  const tokens: TestToken[] = []
  const platform = await signIn({ baseUrl: url, email, password })
  const owner = await makeOwner({ url, platform })
  await platform.must('POST', '/integration-providers/import', { providers: [service.row()] })

  /** Until the answer is one of those that settle the matter. */
  async function insist({ method, path, body, settles }: { method: string; path: string; body?: unknown; settles: (status: number, code: string) => boolean }): Promise<Answer> {
    for (const until = performance.now() + giveUpMs; ; await wait(100)) {
      const answer = await owner.call(method, path, body)
      const code = String(answer.body?.errors?.[0]?.code ?? '')
      if (settles(answer.status, code)) return answer
      if (!answer.headers.has(balancerHeader)) {
        refusals[code] = (refusals[code] ?? 0) + 1
        if (!passing.has(code)) strange.push(`${method} ${path.replace(/[0-9a-f-]{36}/, '…')}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
      }
      if (performance.now() > until) throw new Error(`${method} ${path} is not settled: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
  }

  async function connect(account: string): Promise<void> {
    const value = service.goodKey()
    // A name of its own: one that was made by a request whose answer was lost is no reason to make a second.
    const displayName = `Connection ${randomBytes(4).toString('hex')}`
    const answer = await insist({ method: 'POST', path: '/integrations/provider-connections', body: { workspaceId: account, provider: 'globex', displayName, credentialPayload: { apiKey: value } }, settles: (status, code) => status === 201 || code === 'name_taken' })
    const id: string = answer.body.connection?.id ?? (await insist({ method: 'GET', path: `/connections?where[displayName][equals]=${encodeURIComponent(displayName)}`, settles: (status) => status === 200 })).body.docs[0].id
    const made: TestConnection = { id, account, keys: [], endedAt: null, endingSince: null }
    made.keys.push({ value, account, connection: id, endedAt: null })
    connections.push(made)
  }
  async function makeToken(account: string): Promise<void> {
    const { body } = await insist({ method: 'POST', path: '/api-tokens', body: { name: 'For calls', account, scopes: ['use'] }, settles: (status) => status === 201 })
    tokens.push({ id: body.doc.id, value: body.token, account, endedAt: null, endingSince: null })
  }

  const accounts: string[] = []
  for (let number = 1; number <= accountCount; number++) {
    const { doc } = await platform.must('POST', '/accounts', { name: `House ${number}`, slug: `house-${number}` })
    await platform.must('POST', '/memberships', { account: doc.id, user: owner.id, role: 'owner' })
    accounts.push(doc.id)
    for (let made = 0; made < connectionCount; made++) await connect(doc.id)
    for (let made = 0; made < tokenCount; made++) await makeToken(doc.id)
  }

  return {
    accounts, connections, tokens, owner, refusals, strange,
    /** Another one takes its place. */
    revokeConnection: async (connection: TestConnection): Promise<void> => {
      connection.endingSince = performance.now()
      await insist({ method: 'POST', path: `/connections/${connection.id}/revoke`, settles: (status, code) => status === 200 || code === 'invalid_transition' })
      connection.endedAt = performance.now()
      for (const key of connection.keys) key.endedAt ??= connection.endedAt
      await connect(connection.account)
    },
    replaceKey: async (connection: TestConnection): Promise<void> => {
      const value = service.goodKey()
      const before = [...connection.keys]
      connection.keys.push({ value, account: connection.account, connection: connection.id, endedAt: null })
      await insist({ method: 'POST', path: '/integrations/provider-connections', body: { connectionId: connection.id, credentialPayload: { apiKey: value } }, settles: (status) => status === 200 })
      for (const key of before) key.endedAt ??= performance.now()
    },
    /** Another one takes its place. */
    revokeToken: async (token: TestToken): Promise<void> => {
      token.endingSince = performance.now()
      await insist({ method: 'DELETE', path: `/api-tokens/${token.id}`, settles: (status, code) => status === 200 || code === 'not_found' })
      token.endedAt = performance.now()
      await makeToken(token.account)
    },
    /** Calls counted for a connection, in the words of its owner's page. */
    readCalls: async (connection: TestConnection): Promise<number> => (await insist({ method: 'GET', path: `/connections/${connection.id}/impact`, settles: (status) => status === 200 })).body.calls30d,
  }
}

async function makeOwner({ url, platform }: { url: string; platform: Person }): Promise<Person> {
  const [email, password] = ['owner@patchbay.test', randomBytes(12).toString('hex')]
  await platform.must('POST', '/users', { email, password, name: 'Owner of all', platformRole: 'none' })
  return signIn({ baseUrl: url, email, password })
}
