import { describe, expect, it } from 'vitest'
import corpus from './corpus.json' with { type: 'json' }
import { isPrivateOrPlainAllowed, parseEgressAllow } from './parseEgressAllow.ts'

describe('parseEgressAllow', () => {
  it.each(corpus.goodAllow)('reads %j', (text) => {
    expect(() => parseEgressAllow(text)).not.toThrow()
  })

  it.each(corpus.badAllow)('refuses %j, naming the entry', (text) => {
    expect(() => parseEgressAllow(`localhost,${text}`)).toThrow(expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(JSON.stringify(text)) }))
  })

  it('keeps hosts, ranges and ports apart', () => {
    const allow = parseEgressAllow('DB.internal:5432, 10.0.0.0/8, [fd00::/8]:443, ')
    expect(allow).toHaveLength(3)
    expect(isPrivateOrPlainAllowed({ host: 'db.internal', port: 5432, allow })).toBe(true)
    expect(isPrivateOrPlainAllowed({ host: 'db.internal', port: 443, allow })).toBe(false)
    expect(isPrivateOrPlainAllowed({ host: '10.9.8.7', port: 1, allow })).toBe(true)
    expect(isPrivateOrPlainAllowed({ host: '11.0.0.1', port: 1, allow })).toBe(false)
    expect(isPrivateOrPlainAllowed({ host: '[fd12::1]', port: 443, allow })).toBe(true)
    expect(isPrivateOrPlainAllowed({ host: '[fd12::1]', port: 80, allow })).toBe(false)
    expect(isPrivateOrPlainAllowed({ host: 'x.db.internal', port: 5432, allow })).toBe(false)
  })

  it('allows nothing when it is empty', () => {
    expect(parseEgressAllow('')).toEqual([])
    expect(isPrivateOrPlainAllowed({ host: 'localhost', port: 443, allow: [] })).toBe(false)
  })
})
