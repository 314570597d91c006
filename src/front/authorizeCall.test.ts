import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CallerStore, FoundCallerToken } from '#src/server/stores/CallerStore.ts'
import { authorizeCall } from './authorizeCall.ts'

const [account, connection, person] = [randomUUID(), randomUUID(), randomUUID()]
const store: CallerStore = {
  findToken: async () => null,
  hasSession: async () => false,
  findMembership: async ({ user }) => (user === person ? { account, role: 'member' } : null),
}
const bound = (limits: Partial<FoundCallerToken>) => ({ kind: 'token' as const, id: randomUUID(), name: 'Shop', account, scopes: ['use'], onlyConnection: null, onlyProvider: null, actsFor: null, ...limits })
const byProvider = (provider: string) => ({ account, provider, connection: null, path: '/', query: null })
const byConnection = (id: string) => ({ account: null, provider: null, connection: id, path: '/', query: null })
const judge = (limits: Partial<FoundCallerToken>, target: ReturnType<typeof byProvider> | ReturnType<typeof byConnection>) =>
  authorizeCall({ store, caller: bound(limits), target }).then((right) => right.user ?? 'the account', (error: { code: string }) => error.code)

describe('a token that is bound', () => {
  it('to a provider sends calls by that provider’s key alone', async () => {
    expect(await judge({ onlyProvider: 'acme' }, byProvider('acme'))).toBe('the account')
    expect(await judge({ onlyProvider: 'acme' }, byProvider('globex'))).toBe('not_found')
    expect(await judge({ onlyProvider: 'acme' }, byConnection(connection))).toBe('not_found')
  })

  it('to a connection sends calls to that one alone', async () => {
    expect(await judge({ onlyProvider: 'acme', onlyConnection: connection }, byConnection(connection))).toBe('the account')
    expect(await judge({ onlyProvider: 'acme', onlyConnection: connection }, byConnection(randomUUID()))).toBe('not_found')
    expect(await judge({ onlyProvider: 'acme', onlyConnection: connection }, byProvider('acme'))).toBe('not_found')
  })

  it('to a person calls for them while they are a member, and never for the account instead', async () => {
    expect(await judge({ actsFor: person }, byProvider('acme'))).toBe(person)
    expect(await judge({ actsFor: randomUUID() }, byProvider('acme'))).toBe('not_found')
  })
})
