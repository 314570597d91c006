import { describe, expect, it } from 'vitest'
import { chooseInstallation } from './chooseInstallation.ts'

const compiled = { name: 'Acme' }
const [one, two] = [{ id: '1', label: 'ann' }, { id: '2', label: 'ann’s company' }] as const
const codeOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('chooseInstallation', () => {
  it('takes the one named, or the only one there is', () => {
    expect(chooseInstallation({ compiled, theirs: [one, two], named: '2' })).toBe(two)
    expect(chooseInstallation({ compiled, theirs: [one], named: null })).toBe(one)
  })

  it('takes none that is not theirs, whatever the address says', () => {
    expect(codeOf(() => chooseInstallation({ compiled, theirs: [one], named: '99' }))).toBe('conflict')
    expect(codeOf(() => chooseInstallation({ compiled, theirs: [], named: '1' }))).toBe('credential_lacks_permission')
    expect(codeOf(() => chooseInstallation({ compiled, theirs: [one, two], named: null }))).toBe('conflict')
  })
})
