import { describe, expect, it } from 'vitest'
import { chooseInstallation } from './chooseInstallation.ts'

const compiled = { name: 'Acme' }
const [one, two] = [{ id: '1', label: 'ann' }, { id: '2', label: 'ann’s company' }] as const
const nothing = { compiled, named: null, present: null }

describe('chooseInstallation', () => {
  it('takes the one named, the one there was, or the only one there is', () => {
    expect(chooseInstallation({ ...nothing, theirs: [one, two], named: '2' })).toBe(two)
    expect(chooseInstallation({ ...nothing, theirs: [one, two], named: '2', present: '1' })).toBe(two)
    expect(chooseInstallation({ ...nothing, theirs: [one, two], present: '1' })).toBe(one)
    expect(chooseInstallation({ ...nothing, theirs: [one] })).toBe(one)
  })

  it('asks where it was not said, where another was named than theirs, and where the one there was is theirs no more', () => {
    expect(chooseInstallation({ ...nothing, theirs: [one, two] })).toBeNull()
    expect(chooseInstallation({ ...nothing, theirs: [one], named: '99' })).toBeNull()
    expect(chooseInstallation({ ...nothing, theirs: [one], named: '99', present: '1' })).toBeNull()
    expect(chooseInstallation({ ...nothing, theirs: [one], present: '99' })).toBeNull()
  })

  it('has nothing to take or to ask where they have none', () => {
    expect(() => chooseInstallation({ ...nothing, theirs: [], named: '1' })).toThrow(/not installed anywhere/)
  })
})
