import { describe, expect, it } from 'vitest'
import { marksOf } from './agreementOf.ts'
import { checkRow } from './checkRow.ts'
import type { CompiledAuthMethod } from './CompiledProvider.ts'

const row = {
  key: 'acme',
  name: 'Acme',
  category: 'Tools',
  description: 'A service.',
  baseUrl: 'https://api.acme.example/v1',
  authMethods: [{ key: 'api-key', type: 'custom', label: 'Key', fields: [{ name: 'key', label: 'Key' }, { name: 'from', label: 'From', secret: false }], inject: [{ in: 'header', name: 'X-Key', value: '{{key}}' }] }],
  test: { method: 'GET', path: '/me' },
}
type Row = typeof row & Record<string, unknown>
const changed = (change: (copy: Row) => void): unknown => {
  const copy = structuredClone(row) as Row
  change(copy)
  return copy
}
const methodMarks = (input: unknown): CompiledAuthMethod['marks'] => {
  const checked = checkRow({ row: input })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  return (checked.compiled.authMethods[0] as CompiledAuthMethod).marks
}
const problemsOf = (input: unknown): string[] => {
  const checked = checkRow({ row: input })
  return checked.ok ? [] : checked.problems.map(({ path }) => path)
}

describe('the marks of a row', () => {
  const before = methodMarks(row)

  it.each<[string, (copy: Row) => void]>([
    ['another place', (copy) => Object.assign(copy.authMethods[0] as object, { inject: [{ in: 'query', name: 'q', value: '{{key}}' }] })],
    ['a further place', (copy) => copy.authMethods[0]?.inject.push({ in: 'header', name: 'Authorization', value: 'Bearer somebody-elses' })],
    ['a plain field', (copy) => Object.assign(copy.authMethods[0]?.fields[0] as object, { secret: false })],
  ])('change when the key is sent in another way: %s', (_name, change) => {
    expect(methodMarks(changed(change)).sending).not.toBe(before.sending)
  })

  it('change with what the test asks, and leave sending alone then', () => {
    const after = methodMarks(changed((copy) => Object.assign(copy.test, { method: 'POST', path: '/emails', body: { to: 'somebody' } })))
    expect(after.test).not.toBe(before.test)
    expect(after.sending).toBe(before.sending)
  })

  it('change for an address, one by one', () => {
    const terms = (input: unknown): string[] => {
      const checked = checkRow({ row: input })
      return checked.ok ? marksOf({ compiled: checked.compiled, method: checked.compiled.authMethods[0] as CompiledAuthMethod }) : []
    }
    const further = terms(changed((copy) => Object.assign(copy, { services: { files: { baseUrl: 'https://files.acme.example' } } })))
    expect(further).toEqual(expect.arrayContaining(terms(row)))
    expect(further).toHaveLength(terms(row).length + 1)
    expect(terms(changed((copy) => Object.assign(copy, { baseUrl: 'https://api.acme.example/mailbox/42' })))).not.toEqual(terms(row))
  })

  it('stay with everything that does not touch the key', () => {
    expect(methodMarks(changed((copy) => Object.assign(copy, { name: 'Acme Inc', description: 'Another.', category: 'Other' })))).toEqual(before)
  })
})

describe('where a row may put a secret', () => {
  it.each<[string, (copy: Row) => void, string]>([
    ['the query of a test', (copy) => Object.assign(copy.test, { query: { a: '{{key}}' } }), 'test.query.a'],
    ['the body of a test', (copy) => Object.assign(copy.test, { method: 'POST', body: { text: 'it is {{key}}' } }), 'test.body.text'],
    ['a header of a test', (copy) => Object.assign(copy.test, { headers: { 'X-Other': '{{key}}' } }), 'test.headers.X-Other'],
    ['a part of it in a test', (copy) => { Object.assign(copy.authMethods[0] as object, { derive: { part: { from: 'key', pattern: '^(.{1,5})' } } }); Object.assign(copy.test, { query: { a: '{{part}}' } }) }, 'test.query.a'],
    ['a part of it in a header', (copy) => Object.assign(copy.authMethods[0] as object, { derive: { part: { from: 'key', pattern: '^(.{1,5})' } }, inject: [{ in: 'header', name: 'X-Part', value: '{{part}}' }] }), 'authMethods.0.inject.0.value'],
  ])('not in %s', (_name, change, path) => {
    expect(problemsOf(changed(change))).toContain(path)
  })

  it('plain fields may stand in a test', () => {
    expect(problemsOf(changed((copy) => Object.assign(copy.test, { query: { from: '{{from}}' } })))).toEqual([])
  })
})
