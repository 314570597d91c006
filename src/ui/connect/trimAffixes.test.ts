import { expect, it } from 'vitest'
import { trimAffixes } from './trimAffixes.ts'

it.each([
  ['acme', undefined, '.acme.test', 'acme'],
  ['acme.desk.test', undefined, '.desk.test', 'acme'],
  ['https://acme.desk.test/agent?x=1', undefined, '.desk.test', 'acme'],
  ['https://acme.desk.test/agent', 'https://', '.desk.test', 'acme'],
  ['HTTPS://Acme.Desk.test', 'https://', '.desk.test', 'Acme'],
  ['acme.desk.test.evil.test', undefined, '.desk.test', 'acme.desk.test.evil.test'],
  ['.desk.test', undefined, '.desk.test', '.desk.test'],
  ['https://other.test', undefined, '.desk.test', 'https://other.test'],
  ['team/blue', 'team/', undefined, 'blue'],
])('%j between %j and %j is %j', (value, prefix, suffix, expected) => {
  expect(trimAffixes({ value, prefix, suffix })).toBe(expected)
})
