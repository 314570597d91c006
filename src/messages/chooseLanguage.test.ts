import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './chooseLanguage.ts'

const accepting = (accepted: string | undefined) => chooseLanguage({ chosen: undefined, accepted })

describe('chooseLanguage', () => {
  it('takes what somebody chose before what their browser asks for', () => {
    expect(chooseLanguage({ chosen: 'de', accepted: 'en' })).toBe('de')
    expect(chooseLanguage({ chosen: 'en', accepted: 'de' })).toBe('en')
  })
  it('passes over a choice that is no language of ours', () => {
    expect(chooseLanguage({ chosen: 'tlh', accepted: 'de' })).toBe('de')
    expect(chooseLanguage({ chosen: '', accepted: undefined })).toBe('en')
  })
  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['fr-FR, de;q=0.5, en;q=0.7', 'en'],
    ['en;q=0, de;q=0.1', 'de'],
    ['DE', 'de'],
    ['fr, *;q=0.5', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    [';;;q=,,', 'en'],
  ])('reads %j as %s', (accepted, language) => expect(accepting(accepted)).toBe(language))
})
