import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDraft } from './readDraft.ts'

const standIns = { name: 'New provider', category: 'Category', description: 'What it does.' }
const read = (row: unknown) => readDraft({ row, standIns })

describe('readDraft', () => {
  it('stands in for what is not written yet', () => {
    expect(read({})?.compiled).toMatchObject({ name: 'New provider', category: 'Category', status: 'live' })
    expect(read({ name: 'Acme', authMethods: [] })?.compiled.name).toBe('Acme')
  })

  it('shows a field before it has a name, and leaves out a place that is not complete', () => {
    const draft = read({ name: 'Acme', authMethods: [{ key: 'api-key', type: 'api_key', label: 'API key', fields: [{ label: 'API key' }, {}], inject: [{ in: 'header', value: 'x' }, { in: 'header', name: 'X-Key', value: '{{field0}}' }] }] })
    expect(draft?.compiled.authMethods[0]?.fields.map((field) => field.label)).toEqual(['API key', '…'])
    expect(draft?.compiled.authMethods[0]?.inject).toEqual([{ in: 'header', name: 'X-Key', value: '{{field0}}' }])
  })

  it('leaves out a method that is not far enough, and keeps the others', () => {
    const good = { key: 'api-key', type: 'api_key', label: 'API key', fields: [{ name: 'apiKey', label: 'API key' }] }
    expect(read({ name: 'Acme', authMethods: [{ type: 'nonsense' }, good] })?.compiled.authMethods.map((method) => method.key)).toEqual(['api-key'])
  })

  it('draws around an address or a pattern that is half typed', () => {
    const draft = read({ name: 'Acme', baseUrl: 'https://', authMethods: [{ key: 'a-key', type: 'api_key', label: 'A', fields: [{ name: 'apiKey', label: 'API key', pattern: '^re_(' }] }] })
    expect(draft?.compiled.name).toBe('Acme')
  })

  it('takes whatever a form holds', () => {
    const keys = fc.constantFrom('name', 'authMethods', 'fields', 'inject', 'baseUrl', 'test', 'services', 'label', 'type', 'status')
    fc.assert(fc.property(fc.dictionary(keys, fc.oneof(fc.string(), fc.anything())), fc.array(fc.anything()), (row, methods) => {
      const draft = read({ ...row, authMethods: methods })
      expect(draft === null || typeof draft.compiled.name === 'string').toBe(true)
    }))
  })
})
