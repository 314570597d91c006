import { describe, expect, it } from 'vitest'
import { recognizeKey } from './recognizeKey.ts'

const rows = [
  { key: 'one', name: 'One', patterns: ['^sk-[A-Za-z0-9_-]+$'] },
  { key: 'two', name: 'Two', patterns: ['^sk-two-[A-Za-z0-9_-]+$'] },
  { key: 'pay', name: 'Pay', patterns: ['^(?:sk|rk)_(?:live|test)_[a-z0-9]+$'] },
  { key: 'any', name: 'Any', patterns: ['^.+$', '[a-z]', '^s[a-z]*'] },
  { key: 'twin-a', name: 'Twin A', patterns: ['^twin_[a-z]+$'] },
  { key: 'twin-b', name: 'Twin B', patterns: ['^twin_[a-z0-9]+$'] },
  { key: 'file', name: 'File', patterns: ['^-----BEGIN [A-Z ]+-----.+$'] },
]

describe('recognizeKey', () => {
  it.each([
    ['sk-abc', 'one'], ['sk-two-abc', 'two'], ['rk_live_abc', 'pay'], ['twin_1', 'twin-b'],
    ['twin_a', null], ['hello', null], ['', null], ['sk-two-!', null], ['-----BEGIN ANY-----abc', null],
  ])('%s belongs to %s', (value, key) => expect(recognizeKey({ value, rows })?.key ?? null).toBe(key))
})
