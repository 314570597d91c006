import { randomBytes, randomUUID } from 'node:crypto'
import type { BuiltInRecord, ConnectionRecord, SealedCredential } from '#src/engine/ports.ts'
import { createDataKeys } from '#src/engine/vault/DataKeys.ts'
import { createKeyring } from '#src/engine/vault/Keyring.ts'
import { testBaseMark, testMarks } from './makeCompiled.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'

/** A real vault with a throw-away key, and records whose credentials it sealed. */
export function makeVault() {
  const dataKeys = createDataKeys({ keyring: createKeyring({ current: randomBytes(32) }) })
  const wrapped = new Map<string, ReturnType<typeof dataKeys.create>>()

  const seal = ({ owner, values, agreedHosts }: { owner: string; values: Record<string, string>; agreedHosts: string[] }): SealedCredential => {
    const dataKey = wrapped.get(owner) ?? dataKeys.create(owner)
    wrapped.set(owner, dataKey)
    const place = { owner, vaultId: randomUUID(), providerId: 'provider-1', agreedHosts: [...agreedHosts, testMarks.sending, testMarks.test, testBaseMark], dataKey }
    return { ...sealCredential(dataKeys, { values, ...place }), ...place }
  }

  return {
    dataKeys,
    connection: ({ values, agreedHosts, ...rest }: { values: Record<string, string>; agreedHosts: string[] } & Partial<ConnectionRecord>): ConnectionRecord => {
      const account = rest.account ?? 'account-1'
      return {
        id: randomUUID(), account, provider: 'acme', authMethod: 'api-key', displayName: 'Acme 1', visibility: 'account', owner: null, status: 'active', statusReason: null, blockedBy: null, blockedReason: null, deactivation: null,
        isDefault: false, sortOrder: 0, version: 1, createdAt: new Date(), expiresAt: null, fields: {}, sealed: seal({ owner: account, values, agreedHosts }),
        tokens: { expiresAt: null, refreshDueAt: null, previousUntil: null, intentAt: null, failures: 0 }, ...rest,
      }
    },
    builtIn: ({ values, agreedHosts, ...rest }: { values: Record<string, string>; agreedHosts: string[] } & Partial<BuiltInRecord>): BuiltInRecord => ({
      id: randomUUID(), provider: 'acme', authMethod: 'api-key', enabled: true, allow: [], dailyCalls: null, fields: {}, sealed: seal({ owner: 'platform', values, agreedHosts }), ...rest,
    }),
  }
}
