import { describe, expect, it } from 'vitest'
import { isOfForm } from './isOfForm.ts'

describe('isOfForm', () => {
  it.each([
    ['{{dc}}.api.acme.example', 'us19.api.acme.example', true],
    ['{{dc}}.api.acme.example', 'us19.evil.example', false],
    ['{{dc}}.api.acme.example', 'a.b.api.acme.example', false],
    ['{{dc}}.api.acme.example', '.api.acme.example', false],
    ['api-{{dc}}.acme.example:8443', 'api-eu.acme.example:8443', true],
    ['api.acme.example', 'apixacme.example', false],
  ])('%s and %s: %s', (template, host, expected) => {
    expect(isOfForm({ template, host })).toBe(expected)
  })
})
