import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import corpus from './corpus.json' with { type: 'json' }
import { judgeAddress } from './judgeAddress.ts'
import { parseEgressAllow } from './parseEgressAllow.ts'

const judge = (address: string, allow = '', port = 443, host?: string): boolean => judgeAddress({ address, port, host, allow: parseEgressAllow(allow) }).ok

describe('judgeAddress', () => {
  it.each(corpus.addresses as [string, boolean][])('%j → %s', (address, expected) => {
    expect(judge(address)).toBe(expected)
  })

  it('says why', () => {
    expect(judgeAddress({ address: '169.254.169.254', port: 443, allow: [] })).toEqual({ ok: false, reason: 'link-local' })
    expect(judgeAddress({ address: '::ffff:8.8.8.8', port: 443, allow: [] })).toEqual({ ok: false, reason: 'IPv4-mapped' })
  })

  it('denies every IPv4 address, public ones too, when IPv6 carries it', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const dotted = `${a}.${b}.${c}.${d}`
        const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)]
        for (const carrier of [`::${dotted}`, `::ffff:${dotted}`, `::ffff:0:${dotted}`, `64:ff9b::${dotted}`, `64:ff9b:1::${dotted}`, `2002:${high}:${low}::1`, `2001:0:${high}:${low}::1`, `2606:4700::5efe:${high}:${low}`]) {
          expect(judge(carrier), carrier).toBe(false)
        }
      }),
    )
  })

  it('allows no IPv6 address outside 2000::/3', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const isGlobal = ((groups[0] ?? 0) >> 13) === 1
        if (!isGlobal) expect(judge(groups.map((one) => one.toString(16)).join(':'))).toBe(false)
      }),
    )
  })

  it('is overridden by a named range, on the named port only', () => {
    expect(judge('10.1.2.3', '10.0.0.0/8')).toBe(true)
    expect(judge('10.1.2.3', '10.0.0.0/8:8080')).toBe(false)
    expect(judge('10.1.2.3', '10.0.0.0/8:8080', 8080)).toBe(true)
    expect(judge('11.1.2.3', '10.0.0.0/8')).toBe(true)
    expect(judge('192.168.0.1', '10.0.0.0/8')).toBe(false)
    expect(judge('::1', '[::1]:4010', 4010)).toBe(true)
    expect(judge('169.254.169.254', '169.254.169.254')).toBe(true)
    expect(judge('::ffff:127.0.0.1', '127.0.0.0/8')).toBe(false)
  })

  it('lets a named host lead to private addresses, but never to cloud metadata', () => {
    expect(judge('10.0.0.5', 'db.internal', 443, 'db.internal')).toBe(true)
    expect(judge('127.0.0.1', 'db.internal:5432', 443, 'db.internal')).toBe(false)
    expect(judge('10.0.0.5', 'db.internal', 443, 'other.internal')).toBe(false)
    expect(judge('169.254.169.254', 'db.internal', 443, 'db.internal')).toBe(false)
    expect(judge('fe80::1', 'db.internal', 443, 'db.internal')).toBe(false)
  })
})
