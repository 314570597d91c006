import { describe, expect, it } from 'vitest'
import { checkPassword } from './checkPassword.ts'

const email = 'ann@example.test'

describe('checkPassword', () => {
  it('takes long ones, whatever they are made of', () => {
    for (const password of ['correct horse battery', 'zwölf zeichen!', '🐎🔋📎🧲🪜🧵🧶🪡🧷🧹🧺🧻']) expect(checkPassword({ password, email })).toBeNull()
  })

  it.each([['short', 'at least 12'], ['a'.repeat(11), 'at least 12'], ['abab'.repeat(10), 'over and over'], [`${email}!`, 'holds the e-mail'], ['ANN@example.TEST 1', 'holds the e-mail'], ['xyz'.repeat(100), 'at most 200']])('refuses %j', (password, why) => {
    expect(checkPassword({ password, email })).toContain(why)
  })
})
