import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { FoundCallerToken } from '#src/server/stores/CallerStore.ts'
import { authorizeCall } from './authorizeCall.ts'

const [account, connection, person] = [randomUUID(), randomUUID(), randomUUID()]
const bound = (limits: Partial<FoundCallerToken>) => ({ kind: 'token' as const, input: null, role: null, id: randomUUID(), name: 'Shop', account, scopes: ['use'], onlyConnection: null, onlyProvider: null, actsFor: null, ...limits })
const byProvider = (provider: string) => ({ account, provider, connection: null, path: '/', query: null })
const byConnection = (id: string) => ({ account: null, provider: null, connection: id, path: '/', query: null })
const judge = (limits: Partial<FoundCallerToken>, target: ReturnType<typeof byProvider> | ReturnType<typeof byConnection>) => {
  try {
    return authorizeCall({ caller: bound(limits), target }).user ?? 'the account'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a token that is bound', () => {
  it('to a provider sends calls by that provider’s key alone', () => {
    expect(judge({ onlyProvider: 'acme' }, byProvider('acme'))).toBe('the account')
    expect(judge({ onlyProvider: 'acme' }, byProvider('globex'))).toBe('not_found')
    expect(judge({ onlyProvider: 'acme' }, byConnection(connection))).toBe('not_found')
  })

  it('to a connection sends calls to that one alone', () => {
    expect(judge({ onlyProvider: 'acme', onlyConnection: connection }, byConnection(connection))).toBe('the account')
    expect(judge({ onlyProvider: 'acme', onlyConnection: connection }, byConnection(randomUUID()))).toBe('not_found')
    expect(judge({ onlyProvider: 'acme', onlyConnection: connection }, byProvider('acme'))).toBe('not_found')
  })

  it('to a person calls for them while they are a member, and never for the account instead', () => {
    expect(judge({ actsFor: person, role: 'member' }, byProvider('acme'))).toBe(person)
    expect(judge({ actsFor: person, role: 'viewer' }, byProvider('acme'))).toBe('forbidden')
    expect(judge({ actsFor: person, role: null }, byProvider('acme'))).toBe('not_found')
  })
})
