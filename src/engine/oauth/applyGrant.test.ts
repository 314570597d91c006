import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileTestRow } from '#tests/support/compileTestRow.ts'
import { applyGrant } from './applyGrant.ts'
import type { TokenGrant } from './TokenGrant.ts'

const now = new Date('2026-11-20T12:00:00Z')
const grant = (rest: Partial<TokenGrant> = {}): TokenGrant => ({ accessToken: 'a2', refreshToken: 'r2', expiresInSeconds: 3600, scopes: null, ...rest })
const methodWith = (refresh: Record<string, unknown> | null) =>
  compileTestRow({ method: { type: 'oauth2_code', oauth: { authorizationUrl: 'https://acme.example/authorize', tokenUrl: 'https://acme.example/token', refresh } } }).method
const apply = (refresh: Record<string, unknown> | null, rest: Partial<Parameters<typeof applyGrant>[0]> = {}) =>
  applyGrant({ method: methodWith(refresh), values: { accessToken: 'a1', refreshToken: 'r1' }, grant: grant(), now, random: () => 0.5, ...rest })
const secondsUntil = (at: Date | null): number => ((at as Date).getTime() - now.getTime()) / 1000

describe('the refresh token', () => {
  it.each([null, ''])('stays when the answer gives none (%j)', (refreshToken) => {
    expect(apply({ mode: 'static' }, { grant: grant({ refreshToken }) })).toMatchObject({ tokens: { accessToken: 'a2', refreshToken: 'r1' }, previousUntil: null })
  })

  it('is replaced by a new one, and the old one kept only for the grace of the row', () => {
    expect(apply({ mode: 'rotating' }).tokens).toEqual({ accessToken: 'a2', refreshToken: 'r2' })
    const graceful = apply({ mode: 'rotating', graceSeconds: 600 })
    expect(graceful.tokens).toEqual({ accessToken: 'a2', refreshToken: 'r2', previousRefreshToken: 'r1' })
    expect(secondsUntil(graceful.previousUntil)).toBe(600)
  })

  it('is none of an older one after the next renewal', () => {
    const values = { accessToken: 'a2', refreshToken: 'r2', previousRefreshToken: 'r1' }
    expect(apply({ mode: 'rotating', graceSeconds: 600 }, { values, grant: grant({ refreshToken: 'r3' }) }).tokens).toMatchObject({ previousRefreshToken: 'r2' })
    expect(apply({ mode: 'rotating', graceSeconds: 600 }, { values, grant: grant({ refreshToken: null }) }).tokens).toEqual({ accessToken: 'a2', refreshToken: 'r2' })
  })
})

describe('when it is renewed', () => {
  it('before the end by the margin of the row, else by a tenth and at least five minutes, spread by a fifth', () => {
    expect(secondsUntil(apply({ mode: 'static', marginSeconds: 60 }).refreshDueAt)).toBe(3540)
    expect(secondsUntil(apply({ mode: 'static' }).refreshDueAt)).toBe(3600 - 360)
    expect(secondsUntil(apply({ mode: 'static' }, { random: () => 0 }).refreshDueAt)).toBe(3600 - 288)
  })

  it('before an idle grant ends, when that comes first or the lifetime is not told', () => {
    const days = secondsUntil(apply({ mode: 'static', idleDays: 90 }, { grant: grant({ expiresInSeconds: null }) }).refreshDueAt) / 86_400
    expect(days).toBeGreaterThan(60)
    expect(days).toBeLessThan(75)
    expect(secondsUntil(apply({ mode: 'static', idleDays: 90 }).refreshDueAt)).toBe(3600 - 360)
  })

  it('not at all when nothing can renew it or nothing ends', () => {
    expect(apply({ mode: 'none' }).refreshDueAt).toBeNull()
    expect(apply({ mode: 'static' }, { values: {}, grant: grant({ refreshToken: null }) }).refreshDueAt).toBeNull()
    expect(apply({ mode: 'static' }, { grant: grant({ expiresInSeconds: null }) })).toMatchObject({ refreshDueAt: null, tokenExpiresAt: null })
  })

  it('always after now and before the end, whatever the lifetime', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 315_360_000 }), fc.option(fc.integer({ min: 0, max: 31_536_000 })), fc.option(fc.integer({ min: 1, max: 3_650 })), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (life, marginSeconds, idleDays, roll) => {
        const { refreshDueAt, tokenExpiresAt } = apply({ mode: 'rotating', marginSeconds, idleDays }, { grant: grant({ expiresInSeconds: life }), random: () => roll })
        expect(secondsUntil(refreshDueAt)).toBeGreaterThan(0)
        expect((refreshDueAt as Date).getTime()).toBeLessThanOrEqual((tokenExpiresAt as Date).getTime())
        if (idleDays !== null) expect(secondsUntil(refreshDueAt)).toBeLessThan(idleDays * 86_400)
      }),
    )
  })
})
