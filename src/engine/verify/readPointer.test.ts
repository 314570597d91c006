import { describe, expect, it } from 'vitest'
import { readPointer } from './readPointer.ts'

/** The examples of RFC 6901 section 5, and what must find nothing. */
const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8, '~1': 9 }

describe('readPointer', () => {
  it.each([
    ['', document], ['/foo', ['bar', 'baz']], ['/foo/0', 'bar'], ['/', 0], ['/a~1b', 1], ['/c%d', 2], ['/m~0n', 8], ['/~01', 9],
    ['foo', undefined], ['/constructor', undefined], ['/__proto__', undefined], ['/foo/2', undefined], ['/foo/0/0', undefined], ['/none/x', undefined],
  ])('%j', (pointer, value) => {
    expect(readPointer(document, pointer)).toEqual(value)
  })
})
