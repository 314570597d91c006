import { describe, expect, it } from 'vitest'
import { compilePattern } from './compilePattern.ts'
import { literalPrefixes } from './literalPrefixes.ts'
import { matchesPattern } from './matchesPattern.ts'
import { measureCpuMs } from '#tests/support/measureCpuMs.ts'

describe('compilePattern', () => {
  it('matches in linear time where other engines hang', () => {
    const costMs = measureCpuMs(() => expect(matchesPattern('^(a+)+$', `${'a'.repeat(16_000)}!`)).toBe(false))
    expect(costMs).toBeLessThan(1_000)
  })

  it('takes $ for the end of the text, not of a line', () => {
    expect(matchesPattern('^re_[a-z]+$', 're_abc\n')).toBe(false)
    expect(matchesPattern('^re_[a-z]+$', 're_abc')).toBe(true)
  })

  it.each(['', 'x'.repeat(501), '(a)\\1', '(?!a)', '(', 'a{1001}'])('refuses %j with invalid_row', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ code: 'invalid_row' }))
  })

  it('takes the first group', () => {
    expect(compilePattern('-([a-z]+)$').capture('a-b-c')).toBe('c')
    expect(compilePattern('^x(y)?$').capture('x')).toBeNull()
    expect(compilePattern('^x$').capture('x')).toBeNull()
  })
})

describe('literalPrefixes', () => {
  it.each<[string, string[]]>([
    ['^re_[a-z]+$', ['re_']],
    ['^(?:sk|rk)_(?:live|test)_[a-z]+$', ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_']],
    ['^(?:AQ\\.|AIza)[a-z]+$', ['AQ.', 'AIza']],
    ['^xoxb-a?', ['xoxb-']],
    ['^ab*c', ['a']],
    ['^ab+c', ['ab']],
    ['^a|b$', []],
    ['re_', []],
    ['^[a-z]', []],
    ['^\\d+', []],
    ['^(?:a|)x', ['ax', 'x']],
    ['^(a|[bc])x', []],
    ['^[|]a', []],
  ])('%s begins with %j', (pattern, expected) => expect(literalPrefixes(pattern)).toEqual(expected))
})
