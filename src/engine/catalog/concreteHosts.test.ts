import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRow } from './checkRow.ts'
import type { CompiledProvider, CredentialValues } from './CompiledProvider.ts'
import { concreteBaseUrl } from './concreteBaseUrl.ts'
import { concreteHosts } from './concreteHosts.ts'

type Json = Record<string, unknown>

function compile(row: Json): CompiledProvider {
  const result = checkRow({ row: { key: 'acme', name: 'Acme', category: 'Tools', description: 'An example.', ...row } })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.compiled
}
const inject = [{ in: 'header', name: 'Authorization', value: 'Bearer {{apiKey}}' }]
const key = { name: 'apiKey', label: 'API key', example: 'key-us6' }
const derived = compile({
  baseUrl: 'https://{{dc}}.api.acme.com/3.0/',
  authMethods: [{ key: 'k', type: 'api_key', label: 'Key', fields: [key], derive: { dc: { from: 'apiKey', pattern: '-([a-z]{2}[0-9]+)$' } }, inject }],
})
const whole = compile({
  baseUrl: '{{baseUrl}}',
  authMethods: [{ key: 'k', type: 'api_key', label: 'Key', fields: [key, { name: 'baseUrl', label: 'Base', secret: false, required: false, format: 'https_url', default: 'https://api.acme.com/v1' }], inject }],
})
const pathed = compile({
  baseUrl: 'https://{{site}}.acme.com/sites/{{team}}',
  services: { files: { baseUrl: 'https://files.acme.com:8443/{{team}}' } },
  allowedHosts: ['*.acme.com', 'files.acme.com:8443'],
  authMethods: [{ key: 'k', type: 'api_key', label: 'Key', fields: [key, { name: 'site', label: 'Site', secret: false, pattern: '^[a-z0-9-]+$', example: 'one' }, { name: 'team', label: 'Team', secret: false, pattern: '^[A-Za-z0-9_]+$', example: 'a_b' }], inject }],
})
const hosts = (compiled: CompiledProvider, values: CredentialValues): string[] => concreteHosts({ compiled, method: compiled.authMethods[0]!, values })
const base = (compiled: CompiledProvider, values: CredentialValues, service?: string): string => concreteBaseUrl({ compiled, method: compiled.authMethods[0]!, values, service })

describe('concreteHosts and concreteBaseUrl', () => {
  it('fill in what is taken from a secret', () => {
    expect(hosts(derived, { apiKey: 'abc-us6' })).toEqual(['us6.api.acme.com'])
    expect(base(derived, { apiKey: 'abc-us6' })).toBe('https://us6.api.acme.com/3.0')
  })

  it('refuse a secret that lacks the part, or gives away too much of itself', () => {
    expect(() => hosts(derived, { apiKey: 'abc' })).toThrow(expect.objectContaining({ code: 'credential_format', field: 'credentialPayload.apiKey' }))
    expect(() => hosts(derived, { apiKey: `abc-us${'1'.repeat(40)}` })).toThrow(expect.objectContaining({ code: 'validation_failed', field: 'credentialPayload.apiKey' }))
  })

  it('take a whole base URL, its default, and its port', () => {
    expect(hosts(whole, { apiKey: 'k' })).toEqual(['api.acme.com'])
    expect(base(whole, { apiKey: 'k', baseUrl: 'https://Own.Example.com:8443/x/' })).toBe('https://own.example.com:8443/x')
    expect(hosts(whole, { apiKey: 'k', baseUrl: 'https://Own.Example.com:8443/x/' })).toEqual(['own.example.com:8443'])
  })

  it.each([
    'https://a@b.com', 'https://a.com?x', 'https://a.com#x', 'ftp://a.com', 'https://0x7f.1', 'https://a.com/../b', 'https://a.com/%2e%2e/b', 'https://a.com\\b', 'https://{{apiKey}}.com', 'https://a.com.', ' https://a.com', 'https://', 'javascript:alert(1)', 'https://a.com//b',
  ])('refuse %s as a whole base URL', (baseUrl) => {
    expect(() => hosts(whole, { apiKey: 'k', baseUrl })).toThrow(expect.objectContaining({ code: 'validation_failed' }))
    expect(() => base(whole, { apiKey: 'k', baseUrl })).toThrow(expect.objectContaining({ code: 'validation_failed' }))
  })

  it('fill in paths and services', () => {
    const values = { apiKey: 'k', site: 'one', team: 'a_b' }
    expect(base(pathed, values)).toBe('https://one.acme.com/sites/a_b')
    expect(base(pathed, values, 'files')).toBe('https://files.acme.com:8443/a_b')
    expect(hosts(pathed, values)).toEqual(['*.acme.com', 'files.acme.com:8443'])
    expect(() => base(pathed, values, 'toString')).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })

  it('never leave the provider’s domain, whatever unchecked values come in', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (site, team) => {
        let url: URL
        try {
          url = new URL(base(pathed, { apiKey: 'k', site, team }))
        } catch (error) {
          expect((error as { code: string }).code).toBe('validation_failed')
          return
        }
        expect(url.hostname.endsWith('.acme.com')).toBe(true)
        expect(url.pathname.startsWith('/sites/') && url.search === '' && url.username === '').toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
