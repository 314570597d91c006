import { afterAll, describe, expect, it } from 'vitest'
import { findReaderBy } from '#src/messages/currentReader.ts'
import { readers } from '#src/messages/readers.ts'
import { sayPlace } from './sayPlace.ts'

describe('sayPlace', () => {
  afterAll(() => findReaderBy(() => readers.en))

  it.each([
    ['', 'The provider'], ['baseUrl', 'Base URL'], ['authMethods', 'How people connect'], ['authMethods.0.label', 'How people connect 1 › Label'], ['authMethods.1.fields.0.name', 'How people connect 2 › Fields 1 › Name in templates'],
    ['authMethods.0.inject.2.in', 'How people connect 1 › Where the credential goes 3 › Place'], ['test.path', 'Test request › Path'], ['authMethods.0.test.errorAt', 'How people connect 1 › Test request of this way only › Where the answer explains a refusal'],
    ['test.headers.path', 'Test request › Headers › path'], ['services.files.baseUrl', 'Further bases › files › baseUrl'], ['toString', 'toString'], ['allowedHosts.3', 'Allowed hosts 4'],
  ])('calls “%s” %s', (path, said) => expect(sayPlace(path)).toBe(said))

  it('speaks German too', () => {
    findReaderBy(() => readers.de)
    expect(sayPlace('authMethods.0.fields.1.pattern')).toBe('Wie verbunden wird 1 › Felder 2 › Muster')
  })
})
