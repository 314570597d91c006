import { describe, expect, it } from 'vitest'
import { needsToken } from './needsToken.ts'

const now = new Date('2026-11-20T12:00:00Z')
const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const ask = (expiresAt: Date | null, refreshDueAt: Date | null) => needsToken({ tokens: { expiresAt, refreshDueAt, previousUntil: null, intentAt: null, failures: 0 }, now })

describe('a new token', () => {
  it.each([
    ['a key that never ends', null, null, null],
    ['not due', at(3600), at(3300), null],
    ['due, the old one serves', at(60), at(0), 'soon'],
    ['ended', at(0), at(-300), 'now'],
    ['ended while it rests after a failure', at(-1), at(30), 'now'],
    ['of unknown end, idle for long', null, at(-1), 'soon'],
    ['ended, and nothing can renew it', at(-1), null, null],
  ])('%s', (_what, expiresAt, refreshDueAt, expected) => expect(ask(expiresAt, refreshDueAt)).toBe(expected))
})
