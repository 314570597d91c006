import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCharacterFault, findHostPatternFault } from './findHostPatternFault.ts'

describe('findHostPatternFault', () => {
  it.each(['^[a-z]{2}[0-9]+$', '^(?:eu|us)-[a-z0-9-]+$', '^[a-z0-9][a-z0-9-]*\\.acme$', '^[A-Za-z\\d.-]+$', '^a{2,3}b?$', '^(?P<name>[a-c])$'])('accepts %s', (pattern) => {
    expect(findHostPatternFault({ pattern })).toBeNull()
  })

  it.each([
    '.+', '^.+$', '^[^/]+$', '^[0-z]+$', '^[.-z]+$', '^[+--]+$', '^[--z]+$', '^[a-z/]+$', '^[a-z:]+$', '^[a-z@]+$', '^[a-z\\\\]+$', '^\\w+$', '^\\S+$', '^a#b$', '^a\\?b$', '^[[:alpha:]/]+$', '^\\pL+$', '^\\x2f$',
    '^(?i)a$', '^a%2f$', '^[\\d-z]+$', '^[a-\\.]+$', '^[ -~]+$', 'a$', '^a', '^a\\$', '^a_b$',
  ])('refuses %s', (pattern) => {
    expect(findHostPatternFault({ pattern })).not.toBeNull()
  })

  it('what it accepts cannot match a character that ends or redirects a host', () => {
    // Patterns put together from pieces, good and bad; those that pass are tried in JavaScript, which agrees with RE2 on them.
    const piece = fc.constantFrom('a', '-', '.', '[a-z]', '[0-9-]', '[.-9]', '[,-.]', '[a-z0-9.]', '\\d', '\\.', '\\-', '(?:a|b)', '(a)', '|', '+', '*', '?', '{1,3}', '[^a]', '\\w', '/', '[!--]', '[a-]', '[-a]', '[A-z]', '[\\d-\\.]')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const source = pieces.join('')
        if (findCharacterFault({ pattern: source }) !== null) return
        let program: RegExp
        try {
          program = new RegExp(`^(?:${source})$`)
        } catch {
          return
        }
        for (const bad of ['/', '@', ':', '#', '?', '\\', '%', ' ', '_', '\u0000']) {
          for (const text of [bad, `a${bad}`, `${bad}a`, `a${bad}b`, `1${bad}1`, `aa${bad}`]) expect(program.test(text), `${source} on ${text}`).toBe(false)
        }
      }),
      { numRuns: 5_000 },
    )
  })
})
