import { buildConfig, type CollectionConfig, type Config, type Field, type GlobalConfig, type SanitizedConfig } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkCollections } from '#src/server/checkCollections.ts'
import { startEmptyServer, type TestServer } from '#tests/support/startServer.ts'

/** The check at the start, on the real configuration with one fault planted in it at a time. */

let server: TestServer
let open: SanitizedConfig
beforeAll(async () => {
  server = await startEmptyServer()
  // What Payload makes of a collection and a global that say nothing.
  open = await buildConfig({ secret: 'x', db: {} as Config['db'], collections: [{ slug: 'planted', fields: [] }], globals: [{ slug: 'planted-global', fields: [] }] })
})
afterAll(() => server.stop())

const refusal = (config: SanitizedConfig): string => {
  try {
    checkCollections({ config })
    return 'starts'
  } catch (error) {
    return (error as Error).message
  }
}

const withCollection = (slug: string, change: object): SanitizedConfig => ({ ...server.config, collections: server.config.collections.map((one) => (one.slug === slug ? { ...one, ...change } : one)) })
const withGlobal = (slug: string, change: object): SanitizedConfig => ({ ...server.config, globals: server.config.globals.map((one) => (one.slug === slug ? { ...one, ...change } : one)) })
const withField = (slug: string, field: Field): SanitizedConfig => withCollection(slug, { fields: [...(server.config.collections.find((one) => one.slug === slug) as CollectionConfig).fields, field] })

describe('the check of the configuration', () => {
  it('lets the real one start', () => {
    expect(refusal(server.config)).toBe('starts')
  })

  it('refuses a collection and a global that say nothing, by each of their faults', () => {
    const planted = { ...server.config, collections: [...server.config.collections, ...open.collections.filter((one) => String(one.slug) === 'planted')], globals: [...server.config.globals, ...open.globals] }
    const message = refusal(planted)
    for (const operation of ['create', 'read', 'update', 'delete']) expect(message).toContain(`planted: access.${operation} is Payload's default`)
    for (const operation of ['read', 'update']) expect(message).toContain(`planted-global: access.${operation} is Payload's default`)
    expect(message).toContain('planted: document locks')
  })

  it.each(['create', 'read', 'update', 'delete'] as const)('refuses default access to %s in any collection', (operation) => {
    const byDefault = open.collections.find((one) => String(one.slug) === 'planted')?.access[operation]
    for (const { slug, access } of server.config.collections.filter((one) => !one.slug.startsWith('payload-'))) {
      expect(refusal(withCollection(slug, { access: { ...access, [operation]: byDefault } }))).toContain(`${slug}: access.${operation}`)
      expect(refusal(withCollection(slug, { access: { ...access, [operation]: undefined } }))).toContain(`${slug}: access.${operation}`)
    }
  })

  it.each(['connections', 'built-in-credentials', 'api-tokens', 'users', 'data-keys'])('refuses versions of %s', (slug) => {
    expect(refusal(withCollection(slug, { versions: { drafts: false, maxPerDoc: 5 } }))).toContain(`${slug}: versions`)
  })

  it('refuses document locks', () => {
    for (const slug of ['connections', 'users', 'accounts']) {
      for (const lockDocuments of [undefined, { duration: 300 }]) expect(refusal(withCollection(slug, { lockDocuments }))).toContain(`${slug}: document locks`)
    }
    for (const { slug } of server.config.globals as GlobalConfig[]) expect(refusal(withGlobal(slug, { lockDocuments: undefined }))).toContain(`${slug}: document locks`)
  })

  it.each<[string, Field]>([
    ['on its own', { name: 'apiKey', type: 'text' }],
    ['called api_key', { name: 'api_key', type: 'text' }],
    ['called clientSecret', { name: 'clientSecret', type: 'text' }],
    ['called resetToken', { name: 'resetToken', type: 'text' }],
    ['called password', { name: 'password', type: 'text' }],
    ['hidden, but not denied', { name: 'accessToken', type: 'text', hidden: true }],
    ['in a group', { name: 'inner', type: 'group', fields: [{ name: 'secretValue', type: 'text' }] }],
    ['in a list', { name: 'inner', type: 'array', fields: [{ name: 'secretValue', type: 'text' }] }],
    ['in a row in a collapsible', { type: 'collapsible', label: 'x', fields: [{ type: 'row', fields: [{ name: 'secretValue', type: 'text' }] }] }],
    ['in a tab', { type: 'tabs', tabs: [{ label: 'x', fields: [{ name: 'secretValue', type: 'text' }] }] }],
    ['in a block', { name: 'inner', type: 'blocks', blocks: [{ slug: 'b', fields: [{ name: 'secretValue', type: 'text' }] }] }],
  ])('refuses a readable secret %s', (_name, field) => {
    for (const slug of ['connections', 'accounts', 'integration-providers']) expect(refusal(withField(slug, field))).toMatch(new RegExp(`${slug}\\.\\w+: sounds like a secret`))
    expect(refusal(withGlobal('platform-settings', { fields: [field] }))).toMatch(/platform-settings\.\w+: sounds like a secret/)
  })

  it('lets a denied one be', () => {
    expect(refusal(withField('accounts', { name: 'apiKey', type: 'text', access: { read: () => false } }))).toBe('starts')
  })

  it('refuses GraphQL', () => {
    expect(refusal({ ...server.config, graphQL: { ...server.config.graphQL, disable: false } })).toContain('GraphQL is on')
  })
})
