import { expect, it } from 'vitest'
import { memoize } from './memoize.ts'

it('makes each once, lets the oldest go, keeps nothing long, and remembers no throw', () => {
  const made: string[] = []
  const upper = memoize((text) => {
    if (text === 'bad') throw new Error('bad')
    made.push(text)
    return text.toUpperCase()
  }, 2)
  expect(['a', 'b', 'a', 'b'].map(upper)).toEqual(['A', 'B', 'A', 'B'])
  expect(made).toEqual(['a', 'b'])
  upper('c')
  upper('b')
  upper('a')
  expect(made).toEqual(['a', 'b', 'c', 'a'])
  const long = 'x'.repeat(1_000)
  upper(long)
  upper(long)
  expect(made.filter((text) => text === long)).toHaveLength(2)
  expect(() => upper('bad')).toThrow('bad')
  expect(() => upper('bad')).toThrow('bad')
})
