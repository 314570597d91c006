import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import corpus from './corpus.json' with { type: 'json' }
import { matchHost } from './matchHost.ts'

type Case = [pattern: string, host: string, port: number, expected: boolean]

describe('matchHost', () => {
  it.each(corpus.hosts as Case[])('%j covers %j:%i → %s', (pattern, host, port, expected) => {
    expect(matchHost({ pattern, host, port })).toBe(expected)
  })

  it('covers under a wildcard exactly the hosts that end in its domain', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,8}$/)
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), label, (labels, glued) => {
        const pattern = '*.example.com'
        expect(matchHost({ pattern, host: `${labels.join('.')}.example.com`, port: 443 })).toBe(true)
        expect(matchHost({ pattern, host: `${glued}example.com`, port: 443 })).toBe(false)
        expect(matchHost({ pattern, host: `example.com.${glued}`, port: 443 })).toBe(false)
      }),
    )
  })
})
