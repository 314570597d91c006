import { describe, expect, it } from 'vitest'
import { describeTest } from './describeTest.ts'

const said = (code: Parameters<typeof describeTest>[0]['code'], latencyMs = 240) => describeTest({ ok: code === null, code, latencyMs, httpStatus: null }).replaceAll('\u00a0', ' ')

describe('the last test in words', () => {
  it('says how long it took', () => {
    expect([said(null), said(null, 12_345), said('credential_rejected')]).toEqual(['test passed in 240 ms', 'test passed in 12,345 ms', 'test refused after 240 ms'])
  })

  it.each([
    ['provider_unreachable', 'the provider could not be reached'],
    ['provider_timeout', 'no answer in time'],
    ['rate_limited', 'the provider asked to slow down'],
    ['provider_error', 'the provider answered with an error'],
    ['credential_lacks_permission', 'the key may not do what the test asks'],
    ['host_consent_required', 'the provider could not tell'],
  ] as const)('puts %s down to the provider, not to the key', (code, why) => expect(said(code)).toBe(`test undecided: ${why}. The key was not judged`))
})
