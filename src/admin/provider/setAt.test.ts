import { describe, expect, it } from 'vitest'
import { readAt, setAt } from './setAt.ts'

describe('setAt', () => {
  it('replaces one place and leaves the rest', () => {
    expect(setAt({ value: { path: '/me', identity: { label: '/a' } }, at: ['identity', 'id'], next: '/b' })).toEqual({ path: '/me', identity: { label: '/a', id: '/b' } })
    expect(setAt({ value: null, at: ['identity', 'id'], next: '/b' })).toEqual({ identity: { id: '/b' } })
  })
  it('leaves out what became empty, up to the whole', () => {
    expect(setAt({ value: { path: '/me', identity: { label: '/a' } }, at: ['identity', 'label'], next: '' })).toEqual({ path: '/me' })
    expect(setAt({ value: { expect: [200] }, at: ['expect'], next: [] })).toBeNull()
    expect(setAt({ value: { a: 1 }, at: [], next: {} })).toBeNull()
  })
  it('keeps values that only look empty', () => {
    expect(setAt({ value: null, at: ['okWhen', 'equals'], next: false })).toEqual({ okWhen: { equals: false } })
    expect(setAt({ value: null, at: ['okWhen', 'equals'], next: null })).toEqual({ okWhen: { equals: null } })
  })
  it('never changes what it was given', () => {
    const given = { identity: { label: '/a' } }
    setAt({ value: given, at: ['identity', 'label'], next: '/b' })
    expect(given).toEqual({ identity: { label: '/a' } })
  })
})

describe('readAt', () => {
  it('finds what is there and nothing inherited', () => {
    expect(readAt({ a: { b: 1 } }, ['a', 'b'])).toBe(1)
    expect(readAt({ a: 1 }, ['a', 'b'])).toBeUndefined()
    expect(readAt({}, ['constructor'])).toBeUndefined()
  })
})
