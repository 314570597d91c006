import { expect, it } from 'vitest'
import { makeConnectionView } from '#tests/support/makeConnectionView.ts'
import { describeEnd } from './describeEnd.ts'

const now = new Date('2026-11-20T12:00:00Z')
const inDays = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString()
const said = (change: Parameters<typeof makeConnectionView>[0]) => describeEnd({ connection: makeConnectionView(change), now }).map(({ text, isPressing }) => `${text}${isPressing ? ' (!)' : ''}`)

it('says nothing where no date is set', () => expect(said({})).toEqual([]))

it.each([
  ['far', { expiresAt: inDays(60) }, ['19 Jan 2027']],
  ['near', { expiresAt: inDays(6) }, ['in 6 days (!)']],
  ['over', { expiresAt: inDays(-1), status: 'expired' as const }, ['expired (!)']],
])('expiry: %s', (_name, change, expected) => expect(said(change)).toEqual(expected))

it.each([
  ['far', inDays(60), ['replace 19 Jan 2027']],
  ['near', inDays(6), ['replace in 6 days']],
  ['due', inDays(-0.5), ['replace today (!)']],
  ['overdue', inDays(-3.5), ['replacement 3 days overdue (!)']],
])('rotation: %s', (_name, rotateBy, expected) => expect(said({ rotateBy })).toEqual(expected))

it('of a key that is gone asks for no replacement', () => expect(said({ status: 'revoked', rotateBy: inDays(-3) })).toEqual([]))
