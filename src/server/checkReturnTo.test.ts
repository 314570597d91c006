import { describe, expect, it } from 'vitest'
import { addToReturn, checkReturnTo } from './checkReturnTo.ts'

const codeOf = (given: string): string | undefined => {
  try {
    checkReturnTo(given)
    return undefined
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('checkReturnTo', () => {
  it('keeps a path of ours and its query, without what a way back adds itself', () => {
    expect(checkReturnTo('/marketplace/github?tab=use&connected=1&error=x&attempt=2#part')).toBe('/marketplace/github?tab=use')
    expect(checkReturnTo(null)).toBe('/settings/integrations')
    expect(checkReturnTo('')).toBe('/settings/integrations')
  })

  it.each([
    'https://evil.example/', '//evil.example/', '/\\evil.example/', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example', ' //evil.example', 'javascript:alert(1)', 'data:text/html,x', 'evil.example', '?x',
    '/api/users/logout', '/API/oauth/authorize', '/%61pi/oauth/authorize', '/./api/oauth/authorize', '/x/../api/health', '/.//evil.example', '/x/..//evil.example', '/admin', '/admin/collections/users', '/%', `/${'a'.repeat(2_000)}`,
  ])('refuses %j', (given) => {
    expect(codeOf(given)).toBe('validation_failed')
  })
})

describe('addToReturn', () => {
  it('adds to a query that is there', () => {
    expect(addToReturn({ returnTo: '/marketplace/github?tab=use', add: { connected: 'a b' } })).toBe('/marketplace/github?tab=use&connected=a+b')
  })
})
