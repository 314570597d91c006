import { describe, expect, it } from 'vitest'
import { describeSteps, isTestFailure } from './describeSteps.ts'

const states = (input: Parameters<typeof describeSteps>[0]) => describeSteps(input).map((step) => step.state)

describe('describeSteps', () => {
  it('claims no more than is known while the request is under way', () => {
    expect(states({ outcome: 'working', host: 'a.test', isFormatOdd: false })).toEqual(['done', 'now', 'todo'])
    expect(states({ outcome: 'working', host: 'a.test', isFormatOdd: true })).toEqual(['odd', 'now', 'todo'])
  })

  it('tells a refusal from a host that did not answer', () => {
    expect(describeSteps({ outcome: 'credential_rejected', host: 'a.test', isFormatOdd: false }).map((step) => step.label)).toEqual(['Checked the form', 'Reached a.test', 'a.test said no'])
    expect(describeSteps({ outcome: 'provider_timeout', host: 'a.test', isFormatOdd: false })[1]?.label).toBe('Could not reach a.test')
    expect(describeSteps({ outcome: 'provider_error', host: 'a.test', isFormatOdd: false })[2]?.label).toBe('a.test could not tell')
  })

  it('offers to save only where the key or the provider was the reason', () => {
    expect(isTestFailure('credential_rejected')).toBe(true)
    expect(isTestFailure('name_taken')).toBe(false)
    expect(isTestFailure('credential_format')).toBe(false)
    expect(isTestFailure(null)).toBe(false)
  })
})
