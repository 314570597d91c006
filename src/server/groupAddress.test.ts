import { describe, expect, it } from 'vitest'
import { groupAddress } from './groupAddress.ts'

const isSame = (a: string, b: string): boolean => groupAddress(a) === groupAddress(b)

describe('groupAddress', () => {
  it('takes an IPv6 subscriber as one, whatever the second half', () => {
    expect(isSame('2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff')).toBe(true)
    expect(isSame('2001:db8:1:2::1', '2001:db8:1:3::1')).toBe(false)
  })

  it('tells IPv4 addresses apart, also as an IPv6 socket says them', () => {
    expect(isSame('203.0.113.1', '203.0.113.2')).toBe(false)
    expect(isSame('::ffff:203.0.113.1', '::ffff:203.0.113.2')).toBe(false)
    expect(isSame('::ffff:203.0.113.1', '203.0.113.1')).toBe(true)
  })

  it('leaves what is no address as it is', () => {
    expect(groupAddress('unknown')).toBe('unknown')
  })
})
