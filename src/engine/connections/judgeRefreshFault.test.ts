import { describe, expect, it } from 'vitest'
import { judgeRefreshFault, type RefreshFault, type RefreshStanding } from './judgeRefreshFault.ts'

const now = new Date('2026-11-20T12:00:00Z')
const fault = (rest: Partial<RefreshFault>): RefreshFault => ({ kind: 'transient', code: 'provider_unreachable', note: undefined, retryAfterSeconds: undefined, wasSent: false, wasRefused: false, ...rest })
const standing = (rest: Partial<RefreshStanding> = {}): RefreshStanding => ({ mode: 'rotating', graceSeconds: 0, tokenExpiresAt: null, failures: 0, hadOpenIntent: false, ...rest })
const judge = (one: Partial<RefreshFault>, other: Partial<RefreshStanding> = {}, random = 0.5) => judgeRefreshFault({ fault: fault(one), standing: standing(other), now, random })
const secondsTill = (at: Date | null): number | null => (at === null ? null : (at.getTime() - now.getTime()) / 1000)

describe('a refusal for good', () => {
  it('stops at once, with the service’s words', () => {
    expect(judge({ kind: 'permanent', code: 'reauth_required', note: 'Token revoked.', wasSent: true, wasRefused: true })).toEqual({ reason: 'reauth_required', note: 'Token revoked.', refreshDueAt: null, failures: 1, keepsIntent: false })
  })

  it('is a lost answer where an earlier one is missing and tokens rotate, and nowhere else', () => {
    const note = (other: Partial<RefreshStanding>) => judge({ kind: 'permanent', note: 'Reused.' }, other).note
    expect(note({ hadOpenIntent: true })).toMatch(/^lost_response: .* Reused\.$/)
    expect(note({ hadOpenIntent: true, mode: 'static' })).toBe('Reused.')
    expect(note({ hadOpenIntent: false })).toBe('Reused.')
  })

  it('of what the account signs in with says so, and is no lost answer', () => {
    expect(judge({ kind: 'permanent', code: 'credential_rejected', note: 'Wrong secret.' }, { hadOpenIntent: true })).toMatchObject({ reason: 'credential_rejected', note: 'Wrong secret.', refreshDueAt: null })
  })

  it('of the platform’s client, or for want of a consent, is nothing against the connection', () => {
    expect(judge({ kind: 'configuration', code: 'provider_unavailable' })).toMatchObject({ reason: null })
    expect(judge({ kind: 'configuration', code: 'host_consent_required' })).toMatchObject({ reason: null })
  })
})

describe('what may pass', () => {
  it('never ends a connection, however often it comes', () => {
    for (let failures = 0; failures < 5_000; failures += 1) expect(judge({}, { failures }).reason).toBeNull()
  })

  it('is tried again later and later, up to half an hour, spread', () => {
    const waits = Array.from({ length: 12 }, (_, failures) => secondsTill(judge({}, { failures }).refreshDueAt))
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1800, 1800, 1800, 1800, 1800, 1800])
    expect(secondsTill(judge({}, {}, 0).refreshDueAt)).toBe(22.5)
    expect(secondsTill(judge({}, {}, 0.999).refreshDueAt)).toBeCloseTo(37.5, 1)
  })

  it('waits as long as the service asks, an hour at most', () => {
    const wait = (retryAfterSeconds: number) => secondsTill(judge({ kind: 'rate_limited', code: 'rate_limited', retryAfterSeconds }).refreshDueAt)
    expect(wait(120)).toBe(150)
    expect(wait(10_000_000)).toBe(3_630)
  })

  it('waits five minutes for what only a person mends', () => {
    expect(secondsTill(judge({ kind: 'configuration', code: 'built_in_missing' }).refreshDueAt)).toBe(300)
  })
})

describe('an exchange whose end nobody knows', () => {
  const unknown = { code: 'provider_timeout', wasSent: true } as const
  const tokenExpiresAt = new Date(now.getTime() + 3_600_000)

  it('keeps its intent; a clear no, or nothing sent, does not', () => {
    expect(judge(unknown).keepsIntent).toBe(true)
    expect(judge({ ...unknown, wasRefused: true }).keepsIntent).toBe(false)
    expect(judge({ wasSent: false }).keepsIntent).toBe(false)
    expect(judge({ wasSent: false }, { hadOpenIntent: true }).keepsIntent).toBe(true)
  })

  it('lets the token at hand be used up where trying again could end the grant, and hurries where a grace runs out', () => {
    expect(judge(unknown, { tokenExpiresAt }).refreshDueAt).toEqual(tokenExpiresAt)
    expect(secondsTill(judge({ ...unknown, code: 'provider_error' }, { tokenExpiresAt }).refreshDueAt)).toBe(30)
    expect(secondsTill(judge(unknown, { tokenExpiresAt, graceSeconds: 60 }).refreshDueAt)).toBe(30)
    expect(secondsTill(judge(unknown, { tokenExpiresAt, mode: 'static' }).refreshDueAt)).toBe(30)
    expect(secondsTill(judge(unknown, { tokenExpiresAt: new Date(now.getTime() - 1) }).refreshDueAt)).toBe(30)
  })
})
