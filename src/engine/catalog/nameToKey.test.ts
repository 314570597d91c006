import { describe, expect, it } from 'vitest'
import { nameToKey } from './nameToKey.ts'

describe('nameToKey', () => {
  it.each([
    ['Acme Mail', 'acme-mail'],
    ['  Crédit.io  ', 'credit-io'],
    ['3Scale', 'scale'],
    ['日本', 'provider'],
    ['X', 'provider-x'],
    ['-', 'provider'],
    ['a'.repeat(200), 'a'.repeat(63)],
    [`${'a'.repeat(62)} b`, 'a'.repeat(62)],
  ])('%s → %s', (name, key) => {
    expect(nameToKey(name)).toBe(key)
    expect(key).toMatch(/^[a-z][a-z0-9-]{1,62}$/)
  })
})
