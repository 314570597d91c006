import { expect, it } from 'vitest'
import { readConnectedTime } from './readConnectedTime.ts'

const local = (text: string): string => new Date(text).toISOString()

it('takes both days as a whole, one alone, or none', () => {
  expect(readConnectedTime({ first: '2026-03-28', last: '2026-03-29' })).toEqual({ from: local('2026-03-28T00:00'), until: local('2026-03-30T00:00') })
  expect(readConnectedTime({ first: '', last: '2026-12-31' })).toEqual({ until: local('2027-01-01T00:00') })
  expect(readConnectedTime({ first: '2026-12-31', last: '' })).toEqual({ from: local('2026-12-31T00:00') })
  expect(readConnectedTime({ first: '', last: '' })).toEqual({})
})

it('takes one day, and no days the wrong way round', () => {
  expect(readConnectedTime({ first: '2026-11-20', last: '2026-11-20' })).toEqual({ from: local('2026-11-20T00:00'), until: local('2026-11-21T00:00') })
  expect(readConnectedTime({ first: '2026-11-20', last: '2026-11-19' })).toBeNull()
  expect(readConnectedTime({ first: 'x', last: '' })).toBeNull()
})
