import { describe, expect, it } from 'vitest'
import { findUnknownKeys } from './findUnknownKeys.ts'

const paths = (row: unknown): string[] => findUnknownKeys(row).map((one) => one.path)

describe('findUnknownKeys', () => {
  it('names each one by its path, at every level the store would drop it', () => {
    const row = {
      key: 'a', colour: 1,
      test: { path: '/', verb: 'GET' },
      authMethods: [{ key: 'k', typ: 'bearer', test: { retries: 2 }, fields: [{ name: 'x' }, { name: 'y', hidden: true }], inject: [{ in: 'header', prefix: 'Bearer' }] }],
    }
    expect(paths(row)).toEqual(['colour', 'test.verb', 'authMethods.0.typ', 'authMethods.0.test.retries', 'authMethods.0.fields.1.hidden', 'authMethods.0.inject.0.prefix'])
  })

  it('leaves what the store itself sends along', () => {
    expect(paths({ id: '1', createdAt: 'x', updatedAt: 'x', blocked: false, blockedReason: null, authMethods: [{ id: '1', blockType: 'bearer', blockName: null, type: 'bearer', fields: [{ id: '2', name: 'x' }], inject: [{ id: '3', in: 'header' }] }] })).toEqual([])
  })

  it('takes whatever it is given', () => {
    for (const value of [null, undefined, 1, 'x', [], { authMethods: null }, { authMethods: [null, 1, []] }, { test: [] }, { authMethods: [{ fields: 'x', inject: {} }] }]) expect(findUnknownKeys(value)).toEqual([])
    expect(paths(JSON.parse('{"__proto__":1}'))).toEqual(['__proto__'])
  })
})
