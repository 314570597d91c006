import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandTemplate } from './expandTemplate.ts'
import { findTemplateFault, templateFields } from './templateFields.ts'

describe('expandTemplate', () => {
  it('fills in every placeholder once', () => {
    expect(expandTemplate('Bearer {{a}}:{{b}}:{{a}}', { a: '1', b: '2' })).toBe('Bearer 1:2:1')
  })

  it('names the field without a value', () => {
    expect(() => expandTemplate('{{a}}', {})).toThrow(expect.objectContaining({ code: 'validation_failed', field: 'credentialPayload.a' }))
    expect(() => expandTemplate('{{toString}}', {})).toThrow(expect.objectContaining({ code: 'validation_failed' }))
  })

  it('never reads a value as a template and leaves $ signs alone', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('{{b}}', '$&', '$1', '{{a}}{{b}}')), fc.string(), (a, b) => {
        expect(expandTemplate('<{{a}}|{{b}}>', { a, b })).toBe(`<${a}|${b}>`)
      }),
    )
  })
})

describe('templateFields', () => {
  it('lists names once, in order', () => expect(templateFields('{{b}} {{a}} {{b}}')).toEqual(['b', 'a']))
  it.each(['{{ a }}', '{{a', 'a}}', '{{1a}}', '{{a-b}}', '{{{{a}}'])('calls %s broken', (text) => expect(findTemplateFault(text)).not.toBeNull())
  it.each(['', 'plain', '{{a}}', '{ "json": 1 }', '{{a}}{{b}}'])('calls %s sound', (text) => expect(findTemplateFault(text)).toBeNull())
})
