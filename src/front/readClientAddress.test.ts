import { describe, expect, it } from 'vitest'
import { parseTrustedProxies } from './parseTrustedProxies.ts'
import { readClientAddress } from './readClientAddress.ts'

const proxies = '10.0.0.0/8, 192.0.2.1,fd00::/8'
const read = (socketAddress: string | undefined, forwardedFor?: string, trusted = proxies) => readClientAddress({ socketAddress, forwardedFor, trusted: parseTrustedProxies(trusted) })

describe('readClientAddress', () => {
  it.each([
    ['believes nobody by default', '10.0.0.1', '203.0.113.1', '', '10.0.0.1'],
    ['believes no stranger', '203.0.113.9', '203.0.113.1', proxies, '203.0.113.9'],
    ['believes a proxy', '10.0.0.1', '203.0.113.1', proxies, '203.0.113.1'],
    ['believes a proxy heard over an IPv6 socket', '::ffff:10.0.0.1', '203.0.113.1', proxies, '203.0.113.1'],
    ['believes a proxy named by its one address', '192.0.2.1', '2001:db8::1', proxies, '2001:db8::1'],
    ['believes an IPv6 proxy', 'fd00::1', '203.0.113.1', proxies, '203.0.113.1'],
    ['takes the last that is no proxy', '10.0.0.1', '1.1.1.1, 203.0.113.1, 10.0.0.3,10.0.0.2', proxies, '203.0.113.1'],
    ['takes none that a client made up before its own', '10.0.0.1', '10.0.0.8, 6.6.6.6, 203.0.113.1', proxies, '203.0.113.1'],
    ['takes the first when all are proxies', '10.0.0.1', '10.0.0.3, 10.0.0.2', proxies, '10.0.0.3'],
    ['stops at what is no address', '10.0.0.1', '203.0.113.1, unknown', proxies, '10.0.0.1'],
    ['stops at nothing', '10.0.0.1', '', proxies, '10.0.0.1'],
  ])('%s', (_name, socketAddress, forwardedFor, trusted, expected) => {
    expect(read(socketAddress, forwardedFor, trusted)).toBe(expected)
  })

  it('does without a header, and without a socket', () => {
    expect([read('10.0.0.1'), read(undefined, '203.0.113.1')]).toEqual(['10.0.0.1', 'unknown'])
  })
})

describe('parseTrustedProxies', () => {
  it.each(['10.0.0.1/8', 'proxy.internal', '10.0.0.0/33', '*'])('refuses %s with its reason and cure', (entry) => {
    expect(() => parseTrustedProxies(`10.0.0.1,${entry}`)).toThrow(`PATCHBAY_TRUSTED_PROXIES holds "${entry}", which is neither an address nor a range. Set it to`)
  })
})
