import { inspect } from 'node:util'
import { errors } from 'undici'
import { describe, expect, it } from 'vitest'
import { PatchbayError } from '../errors.ts'
import { EgressFault, isEgressFault } from './EgressFault.ts'
import { toEgressFault } from './toEgressFault.ts'

const coded = (code: string): Error => Object.assign(new Error('canary text'), { code })

describe('toEgressFault', () => {
  it.each([
    ['UND_ERR_HEADERS_TIMEOUT', 'provider_timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'provider_timeout'],
    ['UND_ERR_HEADERS_OVERFLOW', 'response_too_large'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'provider_unreachable'],
    ['UND_ERR_INVALID_ARG', 'invalid_request'],
    ['UND_ERR_CLOSED', 'internal'],
    ['ECONNRESET', 'provider_unreachable'],
    ['UND_ERR_SOCKET', 'provider_unreachable'],
    ['', 'provider_unreachable'],
  ])('%s → %s', (code, expected) => {
    const fault = toEgressFault({ error: coded(code), wasSent: true })
    expect(fault).toMatchObject({ name: 'PatchbayError', code: expected, wasSent: true })
    expect(isEgressFault(fault)).toBe(true)
    // Messages of libraries may quote what they stumbled over.
    expect(fault.message).not.toContain('canary')
  })

  it('tells an answer that is not HTTP from a broken connection', () => {
    const fault = toEgressFault({ error: Object.assign(new errors.HTTPParserError('bad'), { data: 'canary bytes' }), wasSent: true })
    expect(fault.code).toBe('provider_error')
    expect(inspect(fault, { depth: null })).not.toContain('canary')
  })

  it('keeps a fault that already says what was sent', () => {
    const fault = new EgressFault('host_not_allowed', { message: 'no', wasSent: false })
    expect(toEgressFault({ error: fault, wasSent: true })).toBe(fault)
    expect(isEgressFault(new PatchbayError('host_not_allowed'))).toBe(false)
  })

  it('adds what was sent to any other refusal of ours', () => {
    expect(toEgressFault({ error: new PatchbayError('host_not_allowed', { message: 'no' }), wasSent: false })).toMatchObject({ code: 'host_not_allowed', message: 'no', wasSent: false })
  })
})
