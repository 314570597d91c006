import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseReturnPath } from './chooseReturnPath.ts'

describe('chooseReturnPath', () => {
  it('keeps a path of this site with its query', () => {
    expect(chooseReturnPath('/marketplace/acme?connect')).toBe('/marketplace/acme?connect')
  })

  it.each(['https://evil.test', '//evil.test', '/\\evil.test', '/\t/evil.test', '/.//evil.test', 'javascript:alert(1)', '', '/sign-in', '/sign-in?next=/sign-in'])('refuses %j', (next) => {
    expect(chooseReturnPath(next)).toBe('/marketplace')
  })

  it('refuses a repeated or missing parameter', () => {
    expect(chooseReturnPath(['/a', '/b'])).toBe('/marketplace')
    expect(chooseReturnPath(undefined)).toBe('/marketplace')
  })

  it('never leads to another site', () => {
    const part = fc.constantFrom('/', '\\', '.', '..', '@', ':', '\t', '\n', 'evil.test', 'http:', '?', '#', '%2f', 'a')
    fc.assert(fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const path = chooseReturnPath(parts.join(''))
      return new URL(path, 'http://here.test').host === 'here.test'
    }), { numRuns: 2000 })
  })
})
