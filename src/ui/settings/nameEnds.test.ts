import { expect, it } from 'vitest'
import { nameEnds } from './nameEnds.ts'

it('names the first and the last day as they are counted, the one that has not begun left out', () => {
  expect(nameEnds({ from: '2026-11-14T23:30:00Z', to: '2026-11-20T00:10:00Z', interval: 'day' })).toEqual(['14 Nov', '20 Nov'])
  expect(nameEnds({ from: '2026-11-14T00:00:00Z', to: '2026-11-20T00:00:00Z', interval: 'day' })).toEqual(['14 Nov', '19 Nov'])
})

it('names hours by the clock of whoever reads', () => {
  const local = (iso: string): string => new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  expect(nameEnds({ from: '2026-11-19T17:20:00Z', to: '2026-11-20T16:20:00Z', interval: 'hour' })).toEqual([local('2026-11-19T17:00:00Z'), local('2026-11-20T16:00:00Z')])
})
