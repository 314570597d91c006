import { describe, expect, it } from 'vitest'
import corpus from './corpus.json' with { type: 'json' }
import { filterResponseHeaders } from './filterResponseHeaders.ts'

describe('filterResponseHeaders', () => {
  it.each(corpus.responseHeaders as [string, string][])('%j → %s', (name, expected) => {
    const kept = filterResponseHeaders([[name, 'v'], ['Connection', 'close, X-Hop'], ['X-Other', 'y']])
    expect(kept).toEqual(expected === 'kept' ? [[name.toLowerCase(), 'v'], ['x-other', 'y']] : [['x-other', 'y']])
  })

  it('keeps order and repetitions', () => {
    expect(filterResponseHeaders([['link', '1'], ['etag', '2'], ['Link', '3']])).toEqual([['link', '1'], ['etag', '2'], ['link', '3']])
  })
})
