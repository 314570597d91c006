import { expect, it } from 'vitest'
import { createCallGate } from './CallGate.ts'

const now = new Date('2026-11-20T12:00:00Z')
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000)

it('lets in as many as there are places, each key for itself, and the next when one has left', () => {
  const gate = createCallGate()
  const enter = (key: string, places = 2) => gate.enter({ key, places, now })
  const [first, second] = [enter('a'), enter('a')]
  expect([enter('a'), enter('b') === null]).toEqual([null, false])
  first?.()
  first?.()
  const third = enter('a')
  expect([third === null, enter('a')]).toEqual([false, null])
  second?.()
  third?.()
  expect([enter('a', 1) === null, enter('a', 1)]).toEqual([false, null])
})

it('takes a place back from who has forgotten it for ten minutes', () => {
  const gate = createCallGate()
  const forgotten = gate.enter({ key: 'a', places: 1, now })
  expect(gate.enter({ key: 'a', places: 1, now: later(9) })).toBeNull()
  const next = gate.enter({ key: 'a', places: 1, now: later(11) })
  forgotten?.()
  expect([next === null, gate.enter({ key: 'a', places: 1, now: later(11) })]).toEqual([false, null])
})
