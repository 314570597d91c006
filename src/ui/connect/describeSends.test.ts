import { describe, expect, it } from 'vitest'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { describeSends } from './describeSends.ts'

const address: ProviderField = { name: 'baseUrl', label: 'Base URL', hint: null, secret: false, required: false, pattern: null, example: null, format: 'https_url', options: null, default: 'https://api.a.test/v1', helpUrl: null }

describe('describeSends', () => {
  it('names each place and host once', () => {
    const header = { in: 'header' as const, name: 'Authorization' }
    const sends = [header, header, { in: 'path' as const, name: null }]
    expect(describeSends({ method: { sends, fields: [] }, hosts: ['api.a.test', 'api.a.test'] })).toEqual({ places: [header, { in: 'path', name: null }], hosts: ['api.a.test'], isOwnHost: false })
  })

  it('makes templates readable', () => {
    expect(describeSends({ method: { sends: [], fields: [] }, hosts: ['{{dc}}.api.a.test'] }).hosts).toEqual(['*.api.a.test'])
  })

  it('names the address typed by the tenant, else the default, else that it is their own', () => {
    const hostsFor = (fields: ProviderField[], values = {}) => describeSends({ method: { sends: [], fields }, hosts: ['{{host}}'], values })
    expect(hostsFor([address], { baseUrl: 'https://mine.test:8443/x' })).toMatchObject({ hosts: ['mine.test:8443'], isOwnHost: false })
    expect(hostsFor([address])).toMatchObject({ hosts: ['api.a.test'], isOwnHost: false })
    expect(hostsFor([address], { baseUrl: 'https://' })).toMatchObject({ hosts: [], isOwnHost: true })
    expect(hostsFor([])).toMatchObject({ hosts: [], isOwnHost: true })
  })

  it('says nothing of hosts where the row names none', () => {
    expect(describeSends({ method: { sends: [], fields: [address] }, hosts: [] })).toMatchObject({ hosts: [], isOwnHost: false })
  })
})
