import { describe, expect, it } from 'vitest'
import { listTrialMethods } from './listTrialMethods.ts'

const namesOf = (draft: unknown) => listTrialMethods(draft).map(({ key, takesToken, fields }) => [key, takesToken, fields.map(({ name }) => name)])

describe('what a trial asks for', () => {
  it('are the fields of each method, those included that its type brings along', () => {
    const authMethods = [
      { blockType: 'api_key', key: 'api-key', label: 'Key', fields: [{ id: '1', name: 'apiKey', label: 'API key' }, { id: '2', name: 'team', label: 'Team', secret: false, required: null }] },
      { blockType: 'bearer', key: 'bearer', label: '' },
      { blockType: 'basic', key: 'basic', label: 'Basic' },
    ]
    expect(namesOf({ key: 'x', authMethods })).toEqual([['api-key', false, ['apiKey', 'team']], ['bearer', false, ['token']], ['basic', false, ['username', 'password']]])
    expect(listTrialMethods({ authMethods })[1]!.label).toBe('bearer')
  })

  it('is a token where the service hands one out, and what its address needs', () => {
    const fields = [{ name: 'shop', label: 'Shop', secret: false, pattern: '^[a-z]+$' }, { name: 'clientId', label: 'Client', secret: false }]
    expect(namesOf({ baseUrl: 'https://{{shop}}.example.com', authMethods: [{ blockType: 'oauth2_code', key: 'oauth', label: 'OAuth', fields, oauth: { tokenUrl: 'https://a.example' } }] })).toEqual([['oauth', true, ['shop']]])
  })

  it.each([[null], ['row'], [{}], [{ authMethods: 'none' }], [{ authMethods: [null, 7, {}] }], [{ baseUrl: 7, authMethods: [{ blockType: 'bearer', key: 'b' }] }]])('is nothing to fall over when the form holds %j', (draft) => {
    expect(() => listTrialMethods(draft)).not.toThrow()
  })
})
