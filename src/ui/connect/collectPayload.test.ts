import { describe, expect, it } from 'vitest'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { collectPayload, findMissing } from './collectPayload.ts'

const makeField = (field: Partial<ProviderField> & { name: string }): ProviderField =>
  ({ label: field.name, hint: null, secret: true, required: true, pattern: null, example: null, format: null, options: null, default: null, helpUrl: null, ...field })
const fields = [makeField({ name: 'apiKey' }), makeField({ name: 'region', secret: false, required: false })]

describe('collectPayload', () => {
  it('sends what is filled of a new connection', () => {
    expect(collectPayload({ fields, values: { apiKey: 'a', region: '' }, stored: null })).toEqual({ apiKey: 'a' })
  })

  it('sends only what changed of a stored one', () => {
    expect(collectPayload({ fields, values: { apiKey: '', region: 'eu' }, stored: { region: 'eu' } })).toEqual({})
    expect(collectPayload({ fields, values: { apiKey: 'b', region: 'us' }, stored: { region: 'eu' } })).toEqual({ apiKey: 'b', region: 'us' })
  })

  it('clears a plain field that was emptied', () => {
    expect(collectPayload({ fields, values: { apiKey: '', region: '' }, stored: { region: 'eu' } })).toEqual({ region: '' })
  })
})

describe('findMissing', () => {
  it('asks for required fields, not for a stored secret', () => {
    expect(findMissing({ fields, values: { apiKey: ' ' }, masks: {} }).map((field) => field.name)).toEqual(['apiKey'])
    expect(findMissing({ fields, values: {}, masks: { apiKey: 'a…b' } })).toEqual([])
  })
})
