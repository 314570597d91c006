import { describe, expect, it } from 'vitest'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { makeField } from '#tests/support/makeCompiled.ts'
import { placeKey } from './placeKey.ts'

const provider = {
  authMethods: [
    { key: 'oauth', type: 'oauth2_code', label: 'OAuth', fields: [makeField('clientSecret', { pattern: '^sk_' })], sends: [], hasTest: true, isRenewable: true, asksPerson: true, isReady: true },
    { key: 'key', type: 'api_key', label: 'Key', fields: [makeField('id', { secret: false }), makeField('apiKey', { pattern: '^sk_[a-z]+$' }), makeField('hook', { pattern: '^hook_[a-z]+$' })], sends: [], hasTest: true, isRenewable: false, asksPerson: false, isReady: true },
  ],
} as unknown as ProviderDetail

describe('placeKey', () => {
  it('finds the field whose keys begin so, among methods that can be used', () => {
    expect(placeKey({ provider, value: 'hook_abc' })).toEqual({ method: 'key', field: 'hook' })
    expect(placeKey({ provider, value: 'sk_abc' })).toEqual({ method: 'key', field: 'apiKey' })
  })

  it('takes the first secret otherwise, and none where there is none', () => {
    expect(placeKey({ provider, value: 'other' })).toEqual({ method: 'key', field: 'apiKey' })
    expect(placeKey({ provider: { ...provider, authMethods: [] }, value: 'x' })).toBeNull()
  })
})
