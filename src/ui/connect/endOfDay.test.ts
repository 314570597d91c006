import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayOf } from './dayOf.ts'
import { endOfDay } from './endOfDay.ts'

it('is the last second of the same local day', () => {
  fc.assert(fc.property(fc.date({ min: new Date(2000, 0, 1), max: new Date(2200, 0, 1), noInvalidDate: true }), (moment) => {
    const end = endOfDay(dayOf(moment)) as Date
    expect(dayOf(end)).toBe(dayOf(moment))
    expect(end.getTime() + 1_000).toBeGreaterThan(moment.getTime())
    expect(dayOf(new Date(end.getTime() + 1_000))).not.toBe(dayOf(moment))
  }))
})

it.each(['', '2026-02-30', '2026-13-01', 'tomorrow', '31.12.2026'])('knows no day %j', (text) => {
  expect(endOfDay(text)).toBeNull()
})
