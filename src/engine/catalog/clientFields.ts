import type { CompiledAuthMethod } from './CompiledProvider.ts'

export type ClientField = { name: 'clientId' | 'clientSecret' | 'privateKey' | 'appId'; secret: boolean }

const id: ClientField = { name: 'clientId', secret: false }
const secret: ClientField = { name: 'clientSecret', secret: true }
const key: ClientField = { name: 'privateKey', secret: true }

/** What the platform's client of a method consists of, all of it needed. Client-safe. */
export function clientFields({ oauth, app }: Pick<CompiledAuthMethod, 'oauth' | 'app'>): ClientField[] {
  // An app signs with its key; people who choose an installation sign in to its client.
  if (app?.client === 'platform') return [{ name: 'appId', secret: false }, key, ...(oauth === null ? [] : [id, secret])]
  if (oauth?.clientAuth === 'none') return [id]
  return oauth?.clientAuth === 'private_key_jwt' ? [id, key] : [id, secret]
}
