import { describe, expect, it } from 'vitest'
import { readAsOwnStep } from './readAsOwnStep.ts'

const site = (headers: Record<string, string>): string | null => readAsOwnStep(new Headers(headers)).get('sec-fetch-site')
const opened = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

describe('readAsOwnStep', () => {
  it('takes a page that is opened from elsewhere for one opened from here', () => expect(site(opened)).toBe('same-origin'))

  it.each([
    ['a frame', { ...opened, 'sec-fetch-dest': 'iframe' }],
    ['a script’s request', { ...opened, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['a form that is sent here', { ...opened, origin: 'https://evil.example' }],
    ['a picture', { ...opened, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
  ])('and nothing else: %s', (_, headers) => expect(site(headers)).toBe('cross-site'))

  it('adds nothing where browsers say nothing', () => expect(site({ cookie: 'a=b' })).toBeNull())
})
