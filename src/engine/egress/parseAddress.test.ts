import { BlockList } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInNetwork, parseNetwork } from './isInNetwork.ts'
import { parseAddress } from './parseAddress.ts'

describe('parseAddress', () => {
  it.each([
    ['1.2.3.4', { family: 4, value: 0x01020304n }],
    ['::1', { family: 6, value: 1n }],
    ['::', { family: 6, value: 0n }],
    ['1::', { family: 6, value: 1n << 112n }],
    ['::ffff:1.2.3.4', { family: 6, value: 0xffff01020304n }],
    ['2001:db8:0:0:1:0:0:1', { family: 6, value: 0x20010db8000000000001000000000001n }],
    ['2001:db8::1:0:0:1', { family: 6, value: 0x20010db8000000000001000000000001n }],
  ])('%s', (text, expected) => {
    expect(parseAddress(text)).toEqual(expected)
  })

  it.each(['', '1.2.3', 'fe80::1%1', '[::1]', 'x'])('%j is none', (text) => {
    expect(parseAddress(text)).toBeNull()
  })

  it('agrees with node about who lies in which network', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6())
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 128 }), (member, around, bits) => {
        const parsed = parseAddress(around)
        const tested = parseAddress(member)
        if (!parsed || !tested || parsed.family !== tested.family) return
        const prefixBits = parsed.family === 4 ? bits % 33 : bits
        const peer = new BlockList()
        peer.addSubnet(around, prefixBits, parsed.family === 4 ? 'ipv4' : 'ipv6')
        expect(isInNetwork(tested, { family: parsed.family, base: parsed.value, prefixBits })).toBe(peer.check(member, tested.family === 4 ? 'ipv4' : 'ipv6'))
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes no network with bits behind its prefix', () => {
    expect(parseNetwork('10.0.0.0/8')).toEqual({ family: 4, base: 0x0a000000n, prefixBits: 8 })
    expect(parseNetwork('10.0.0.1/8')).toBeNull()
    expect(parseNetwork('10.0.0.1')).toEqual({ family: 4, base: 0x0a000001n, prefixBits: 32 })
  })
})
