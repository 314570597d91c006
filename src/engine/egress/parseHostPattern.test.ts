import { describe, expect, it } from 'vitest'
import corpus from './corpus.json' with { type: 'json' }
import { parseHostPattern } from './parseHostPattern.ts'

describe('parseHostPattern', () => {
  it('means port 443 unless another is written', () => {
    expect(parseHostPattern('api.example.com')).toEqual({ host: 'api.example.com', isWildcard: false, port: 443 })
    expect(parseHostPattern('*.Example.com:8443')).toEqual({ host: 'example.com', isWildcard: true, port: 8443 })
  })

  it.each(corpus.badPatterns)('refuses %j', (pattern) => {
    expect(() => parseHostPattern(pattern)).toThrow(expect.objectContaining({ code: 'invalid_row' }))
  })
})
