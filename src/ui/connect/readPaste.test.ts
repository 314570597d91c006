import { describe, expect, it } from 'vitest'
import { makeField } from '#tests/support/makeCompiled.ts'
import { readPaste } from './readPaste.ts'

const key = makeField('apiKey', { label: 'API key' })
const region = makeField('region', { label: 'Region', secret: false, options: [{ value: 'eu', label: 'Europe' }, { value: 'us', label: 'America' }] })
const site = makeField('site', { label: 'Site', secret: false, suffix: '.desk.test' })
const read = (text: string, { field = key, isWhole = true } = {}) => readPaste({ field, fields: [key, region, site], provider: { key: 'acme', name: 'Acme' }, text, isWhole })

describe('readPaste', () => {
  it('cleans one value and says what it took away; only what may belong to it can be had back', () => {
    expect(read(' abc\n')).toEqual({ values: { apiKey: 'abc' }, about: { removed: ['line breaks', 'spaces'], pasted: null } })
    expect(read('"abc"')).toEqual({ values: { apiKey: 'abc' }, about: { removed: ['quotes'], pasted: '"abc"' } })
    expect(read('ACME_API_KEY=abc')).toMatchObject({ values: { apiKey: 'abc' }, about: { removed: ['the name before “=”'] } })
  })

  it('leaves a paste into the middle of a text alone', () => {
    expect(read(' abc ', { isWhole: false })).toBeNull()
  })

  it('takes off what stands around the field anyway', () => {
    expect(read('https://acme.desk.test/login', { field: site })?.values).toEqual({ site: 'acme' })
  })

  it('fills several fields, a choice by its word too, and names what is left, never a value', () => {
    const pasted = read('API_KEY=abc\nREGION=Europe\nSITE=https://acme.desk.test\nDATABASE_URL=postgres://u:word@h', { isWhole: false })
    expect(pasted).toEqual({ values: { apiKey: 'abc', region: 'eu', site: 'acme' }, about: { said: 'Filled in API key, Region and Site. Not used: DATABASE_URL.' } })
  })

  it('fills the field a single name speaks of, wherever it was pasted', () => {
    expect(read('SITE=acme')).toEqual({ values: { site: 'acme' }, about: { said: 'Filled in Site.' } })
  })

  it('fills in nothing that no name places, and gives it back on request', () => {
    const text = Array.from({ length: 9 }, (_none, index) => `OTHER_${index}=v${index}`).join('\n')
    const pasted = read(text)
    expect(pasted).toMatchObject({ values: {}, about: { pasted: text } })
    expect(pasted?.about.said).toContain('OTHER_5 and 3 more')
    expect(pasted?.about.said).not.toContain('v1')
  })

  it('ignores a choice that is none', () => {
    expect(read('REGION=mars\nAPI_KEY=abc')).toEqual({ values: { apiKey: 'abc' }, about: { said: 'Filled in API key. Not used: Region.' } })
  })
})
