import { describe, expect, it } from 'vitest'
import { checkRow } from './checkRow.ts'
import { exportRow } from './exportRow.ts'

const oauth = { authorizationUrl: 'https://acme.example/authorize', tokenUrl: 'https://acme.example/token' }
const row = { key: 'acme', name: 'Acme', category: 'Tools', description: 'A service.', baseUrl: 'https://api.acme.example', authMethods: [{ key: 'oauth', type: 'oauth2_code', label: 'Acme account', oauth }] }

describe('exportRow', () => {
  it.each([0, [], null, undefined])('leaves out lists without entries, in whatever way they are said: %j', (none) => {
    const clean = exportRow({ ...row, keywords: none, authMethods: [{ ...row.authMethods[0], fields: none, inject: none, requiredScopes: none }] })
    expect(clean).toEqual(row)
    expect(checkRow({ row: clean })).toMatchObject({ ok: true })
  })

  it('keeps what is no list, for the check to say so', () => {
    const clean = exportRow({ ...row, authMethods: [{ ...row.authMethods[0], fields: 'none' }] })
    expect(checkRow({ row: clean })).toMatchObject({ ok: false, problems: [{ path: 'authMethods.0.fields' }] })
  })
})
