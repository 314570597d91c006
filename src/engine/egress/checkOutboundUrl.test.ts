import { describe, expect, it } from 'vitest'
import { isPatchbayError } from '../errors.ts'
import { checkOutboundUrl } from './checkOutboundUrl.ts'
import corpus from './corpus.json' with { type: 'json' }
import { parseEgressAllow } from './parseEgressAllow.ts'

const check = (url: string, allow = ''): string => {
  try {
    checkOutboundUrl({ url, allow: parseEgressAllow(allow) })
    return 'ok'
  } catch (error) {
    if (isPatchbayError(error)) return error.code
    throw error
  }
}

describe('checkOutboundUrl', () => {
  it.each(corpus.outbound as [string, string][])('%j → %s', (url, expected) => {
    expect(check(url)).toBe(expected)
  })

  it.each([
    ['http://localhost:4010/x', 'localhost:4010', 'ok'],
    ['http://localhost:4011/x', 'localhost:4010', 'host_not_allowed'],
    ['https://localhost/x', 'localhost', 'ok'],
    ['http://127.0.0.1:4010/', '127.0.0.0/8', 'ok'],
    ['http://2130706433:4010/', '127.0.0.0/8', 'ok'],
    ['http://[::1]:4010/', '[::1]:4010', 'ok'],
    ['http://api.example.com/', '127.0.0.0/8', 'host_not_allowed'],
    ['http://api.example.com/', 'api.example.com:80', 'ok'],
    ['http://api.example.com/', 'api.example.com:443', 'host_not_allowed'],
    ['https://db.internal/', 'db.internal', 'ok'],
    ['ftp://localhost/', 'localhost', 'host_not_allowed'],
    ['http://user@localhost:4010/', 'localhost:4010', 'host_not_allowed'],
  ])('%j with the list %j → %s', (url, allow, expected) => {
    expect(check(url, allow)).toBe(expected)
  })

  it('gives the parsed URL back', () => {
    expect(checkOutboundUrl({ url: 'https://API.example.com/v1', allow: [] }).href).toBe('https://api.example.com/v1')
  })
})
