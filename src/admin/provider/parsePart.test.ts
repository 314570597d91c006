import { describe, expect, it } from 'vitest'
import { parsePart, writePart } from './parsePart.ts'

describe('parsePart and writePart', () => {
  it.each([
    ['text', ' /me', ' /me'], ['number', '3', 3], ['statuses', '200, 204', [200, 204]], ['words', 'text, images', ['text', 'images']], ['value', 'true', true], ['value', 'null', null], ['value', '7', 7], ['value', 'yes', 'yes'],
  ] as const)('keep %s “%s”', (kind, text, value) => {
    expect(parsePart({ kind, text })).toEqual(value)
    expect(writePart({ kind, value })).toBe(text)
  })
  it('leave what is no number to the check', () => {
    expect(parsePart({ kind: 'statuses', text: '200, ok,' })).toEqual([200, 'ok'])
    expect(parsePart({ kind: 'number', text: 'many' })).toBe('many')
  })
  it('read nothing as nothing', () => {
    expect(parsePart({ kind: 'number', text: ' ' })).toBe('')
    expect(parsePart({ kind: 'words', text: ', ' })).toEqual([])
    expect(writePart({ kind: 'text', value: null })).toBe('')
  })
})
