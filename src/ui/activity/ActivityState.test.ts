import { describe, expect, it } from 'vitest'
import { type ActivityState, formatActivityState, parseActivityState } from './ActivityState.ts'

const id = '3f2c1a00-1111-4222-8333-444455556666'
const parse = (query: string): ActivityState => parseActivityState(new URLSearchParams(query))
const nothing = { actor: null, kind: null, provider: null, connection: null, from: null, to: null }

describe('the address of Activity', () => {
  it('holds nothing for the plain page', () => {
    expect(parse('')).toEqual({ filter: nothing, place: null })
    expect(formatActivityState(parse('?actor=&kind=&from='))).toBe('')
  })

  it.each([
    `?actor=${id}`, '?actor=system', '?kind=tests', '?provider=acme', `?connection=${id}`, '?from=2026-11-01&to=2026-11-20',
    `?kind=denials&before=2026-11-20T07%3A49%3A18.123Z_${id}`, `?after=2026-11-20T07%3A49%3A18.123Z_${id}`,
    `?actor=${id}&kind=people&provider=acme&connection=${id}&from=2026-11-01&to=2026-11-02`,
  ])('survives the way there and back: %s', (query) => expect(formatActivityState(parse(query))).toBe(query))

  it.each([
    'actor=somebody', `actor=${id.toUpperCase()}`, 'kind=constructor', 'kind=TESTS', 'provider=Acme%00', 'connection=1', 'from=yesterday', 'from=2026-02-30', 'to=2026-13-01', 'from=0000-01-01',
    `before=2026-11-20_${id}`, `before=2026-99-20T07:49:18.123Z_${id}`, 'after=2026-11-20T07:49:18.123Z_1',
  ])('drops what says nothing: %s', (query) => expect(parse(query)).toEqual({ filter: nothing, place: null }))

  it('has one place: the first of two', () => {
    expect(parse(`after=2026-11-20T07:49:18.123Z_${id}&before=2026-11-19T07:49:18.123Z_${id}`).place).toEqual({ side: 'before', at: '2026-11-19T07:49:18.123Z', id })
  })
})
