import { expect, it } from 'vitest'
import { suggestName } from './suggestName.ts'

it('takes the provider’s name, then counts on', () => {
  expect(suggestName({ name: 'Acme', taken: [] })).toBe('Acme')
  expect(suggestName({ name: 'Acme', taken: ['acme ', 'Acme 2', 'Other'] })).toBe('Acme 3')
})
