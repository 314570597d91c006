import { describe, expect, it } from 'vitest'
import { makeConnectionView } from '#tests/support/makeConnectionView.ts'
import { filterConnections, formatSettingsState, isIdle, parseSettingsState } from './SettingsState.ts'

const now = new Date('2026-11-20T12:00:00Z')
const daysFromNow = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString()

describe('filterConnections', () => {
  const connections = [
    makeConnectionView({ id: 'one', displayName: 'Acme – production', lastUsedAt: daysFromNow(-1) }),
    makeConnectionView({ id: 'two', displayName: 'Staging', provider: 'zeta', status: 'error', createdAt: daysFromNow(-200) }),
    makeConnectionView({ id: 'three', displayName: 'עברית 🔑', visibility: 'private', lastUsedAt: daysFromNow(-91) }),
  ]
  const find = (query: string) => filterConnections({ connections, state: parseSettingsState(new URLSearchParams(query)), nameOf: (key) => key.toUpperCase(), now }).map((one) => one.id)

  it('finds by connection name and provider name', () => {
    expect(find('?q=produc')).toEqual(['one'])
    expect(find('?q=ZETA')).toEqual(['two'])
    expect(find('?q=🔑')).toEqual(['three'])
    expect(find('')).toEqual(['one', 'two', 'three'])
  })

  it('narrows by status, provider, use and privacy together', () => {
    expect(find('?status=error')).toEqual(['two'])
    expect(find('?provider=acme&status=error')).toEqual([])
    expect(find('?use=idle')).toEqual(['two', 'three'])
    expect(find('?use=never')).toEqual(['two'])
    expect(find('?private=1')).toEqual(['three'])
    expect(find('?private=1&use=never')).toEqual([])
  })

  it('counts idleness from the making when never used', () => {
    expect(isIdle({ connection: makeConnectionView({ createdAt: daysFromNow(-10) }), now })).toBe(false)
  })

  it('keeps its state in the address', () => {
    const query = '?q=x&status=error&provider=acme&use=never&private=1&sort=-used'
    expect(formatSettingsState(parseSettingsState(new URLSearchParams(query)))).toBe(query)
    expect(formatSettingsState(parseSettingsState(new URLSearchParams('?status=broken&use=broken&sort=broken')))).toBe('')
    expect(parseSettingsState(new URLSearchParams('?idle=90')).use).toBe('idle')
  })
})
