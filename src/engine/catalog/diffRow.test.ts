import { describe, expect, it } from 'vitest'
import { checkRow } from './checkRow.ts'
import { diffRow } from './diffRow.ts'
import { exportRow } from './exportRow.ts'

const row = {
  key: 'acme', name: 'Acme', category: 'Tools', description: 'An example.', keywords: ['a'],
  authMethods: [
    { key: 'one', type: 'bearer', label: 'One', fields: [{ name: 'token', label: 'Token' }, { name: 'note', label: 'Note', secret: false }] },
    { key: 'two', type: 'basic', label: 'Two' },
  ],
  retry: { on: [], maxAttempts: 1 },
}

describe('diffRow', () => {
  it('finds nothing between equal rows, whatever the order of keys', () => {
    expect(diffRow(row, Object.fromEntries(Object.entries(row).reverse()))).toEqual([])
  })

  it('names each leaf by key and name', () => {
    const after = structuredClone(row) as typeof row & { website?: string }
    after.name = 'Acme 2'
    after.website = 'https://acme.com'
    after.keywords = ['a', 'b']
    after.authMethods[0]!.fields![0]!.label = 'Key'
    after.authMethods[0]!.fields!.push({ name: 'more', label: 'More' } as never)
    expect(diffRow(row, after)).toEqual([
      { path: 'name', before: 'Acme', after: 'Acme 2' },
      { path: 'keywords', before: ['a'], after: ['a', 'b'] },
      { path: 'authMethods.one.fields.token.label', before: 'Token', after: 'Key' },
      { path: 'authMethods.one.fields.more', before: undefined, after: { name: 'more', label: 'More' } },
      { path: 'website', before: undefined, after: 'https://acme.com' },
    ])
  })

  it('tells a new order, because the first auth method is the default', () => {
    const after = { ...row, authMethods: [...row.authMethods].reverse() }
    expect(diffRow(row, after)).toEqual([{ path: 'authMethods', before: ['one', 'two'], after: ['two', 'one'] }])
  })

  it('takes a row that is new or gone', () => {
    expect(diffRow(null, { key: 'a' })).toEqual([{ path: 'key', before: undefined, after: 'a' }])
    expect(diffRow({ key: 'a' }, null)).toEqual([{ path: 'key', before: 'a', after: undefined }])
  })
})

describe('exportRow', () => {
  const stored = {
    id: 'uuid', createdAt: 'x', compiled: {}, blocked: false, description: row.description, category: row.category, name: row.name, key: row.key, website: null, keywords: ['a'], allowedHosts: [], logo: { id: 'logo-1', url: '/x' },
    authMethods: [
      { id: 'b1', blockType: 'bearer', blockName: '', label: 'One', key: 'one', fields: [{ id: 'f1', label: 'Token', name: 'token', hint: null, options: null }, { id: 'f2', secret: false, label: 'Note', name: 'note' }], inject: [], requiredScopes: [] },
      { id: 'b2', blockType: 'basic', type: 'basic', label: 'Two', key: 'two', fields: [] },
    ],
    retry: { on: [], maxAttempts: 1 },
  }

  it('gives the contract’s keys in the contract’s order and nothing of the store', () => {
    const exported = exportRow(stored)
    expect(Object.keys(exported)).toEqual(['key', 'name', 'category', 'description', 'logo', 'keywords', 'authMethods', 'retry'])
    expect(diffRow({ ...row, logo: 'logo-1' }, exported)).toEqual([])
    expect(checkRow({ row: exported }).ok).toBe(true)
  })

  it('is the same text again after a round trip', () => {
    expect(JSON.stringify(exportRow(JSON.parse(JSON.stringify(exportRow(stored)))))).toBe(JSON.stringify(exportRow(stored)))
  })

  it.each([[null], [undefined], [5], ['x'], [[]]])('makes an empty row of %j', (value) => expect(exportRow(value)).toEqual({}))
})
