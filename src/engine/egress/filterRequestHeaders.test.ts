import { describe, expect, it } from 'vitest'
import { isPatchbayError } from '../errors.ts'
import corpus from './corpus.json' with { type: 'json' }
import { filterRequestHeaders } from './filterRequestHeaders.ts'

type Case = [name: string, value: string, expected: string]

const verdict = (name: string, value: string): string => {
  try {
    const kept = filterRequestHeaders({ [name]: value, 'x-other': 'y', cOnNection: `keep-alive, X-Hop${name.toLowerCase() === 'connection' ? '' : ', te'}` }, { injectedNames: ['X-Api-Key'] })
    expect(kept['x-other']).toBe('y')
    return kept[name.toLowerCase()] === value ? 'kept' : 'dropped'
  } catch (error) {
    if (isPatchbayError(error)) return error.code
    throw error
  }
}

describe('filterRequestHeaders', () => {
  it.each(corpus.requestHeaders as Case[])('%j: %j → %s', (name, value, expected) => {
    expect(verdict(name, value)).toBe(expected)
  })

  it('judges each of several values, and leaves out what is undefined', () => {
    expect(filterRequestHeaders({ accept: ['a', 'b'], x: undefined }, { injectedNames: [] })).toEqual({ accept: ['a', 'b'] })
    expect(() => filterRequestHeaders({ accept: ['a', 'b\n'] }, { injectedNames: [] })).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })

  it('keeps a header called __proto__ a header', () => {
    const kept = filterRequestHeaders(JSON.parse('{"__proto__":"x"}') as Record<string, string>, { injectedNames: [] })
    expect(Object.keys(kept)).toEqual(['__proto__'])
  })

  it('does not repeat a value in its refusal', () => {
    expect(() => filterRequestHeaders({ 'x-a': 'canary\n' }, { injectedNames: [] })).toThrow(/^(?!.*canary)/)
  })
})
