import { format, inspect } from 'node:util'
import { expect, it } from 'vitest'
import { isSecret, Secret } from './Secret.ts'

const value = ['a', 'very', 'private', 'thing'].join('-')

it('prints as [redacted] through JSON, String, templates, console and inspect', () => {
  const secret = new Secret(value)
  const printed = [JSON.stringify({ secret }), String(secret), `${secret}`, secret + '', inspect(secret), inspect({ deep: [secret] }, { showHidden: true, depth: 9 }), format('%s %o %O %j', secret, secret, secret, secret)]
  for (const text of printed) {
    expect(text).toContain('[redacted]')
    expect(text).not.toContain(value)
  }
  expect(JSON.stringify(Object.entries(secret))).not.toContain(value)
  expect(JSON.stringify({ ...secret })).not.toContain(value)
})

it('gives the value back on request only', () => {
  expect(new Secret(value).reveal()).toBe(value)
  const fields = { apiKey: value }
  expect(new Secret(fields).reveal()).toBe(fields)
})

it('is recognised, and nothing else is', () => {
  expect(isSecret(new Secret(1))).toBe(true)
  for (const other of [null, undefined, value, {}, [], () => value]) expect(isSecret(other)).toBe(false)
})
