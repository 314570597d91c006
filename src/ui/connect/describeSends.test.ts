import { describe, expect, it } from 'vitest'
import { describeSends } from './describeSends.ts'

describe('describeSends', () => {
  it('names each place and host once', () => {
    const header = { in: 'header' as const, name: 'Authorization' }
    expect(describeSends({ sends: [header, header, { in: 'path', name: null }], hosts: ['api.a.test', 'api.a.test'] })).toEqual({ places: [header, { in: 'path', name: null }], hosts: ['api.a.test'], isOwnHost: false })
  })

  it('makes templates readable', () => {
    expect(describeSends({ sends: [], hosts: ['{{dc}}.api.a.test'] }).hosts).toEqual(['*.api.a.test'])
  })

  it('knows an address that the tenant types', () => {
    expect(describeSends({ sends: [], hosts: ['{{host}}'] })).toMatchObject({ hosts: [], isOwnHost: true })
    expect(describeSends({ sends: [], hosts: [] })).toMatchObject({ hosts: [], isOwnHost: false })
  })
})
