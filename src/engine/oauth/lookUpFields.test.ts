import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEgress } from '../egress/createEgress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import { compileTestRow } from '#tests/support/compileTestRow.ts'
import { startTokenServer, type TokenServer } from '#tests/support/startTokenServer.ts'
import { marksOf } from '../catalog/agreementOf.ts'
import { lookUpFields } from './lookUpFields.ts'

let server: TokenServer

beforeAll(async () => {
  server = await startTokenServer()
})
afterAll(() => server?.close())

const accessToken = 'token-of-this-test'

async function lookUp({ list = null, agreed = true }: { list?: string | null; agreed?: boolean } = {}): Promise<unknown> {
  const { compiled, method } = compileTestRow({
    method: {
      type: 'oauth2_code',
      fields: [{ name: 'site', label: 'Site', secret: false, required: false, pattern: '^[a-z0-9-]{1,40}$', example: 'site-1' }],
      oauth: { authorizationUrl: `${server.url}/authorize`, tokenUrl: `${server.url}/token`, lookup: { url: `${server.url}/sites`, headers: { 'X-Version': '2' }, list, capture: { site: '/id' } } },
    },
  })
  const egress = createEgress({ allow: parseEgressAllow(server.host) })
  try {
    return await lookUpFields({ egress, compiled, method, client: { source: 'platform' }, values: {}, agreedHosts: agreed ? marksOf({ compiled, method }) : [], accessToken, now: new Date() }).catch((error: { code: string }) => error.code)
  } finally {
    await egress.close()
  }
}

describe('what is asked with the first token', () => {
  it('fills plain fields from the answer, or from the only entry of a list', async () => {
    server.reply({ body: { id: 'site-1' } })
    expect(await lookUp()).toEqual({ site: 'site-1' })
    expect(server.seen.at(-1)).toMatchObject({ method: 'GET', path: '/sites', headers: { authorization: `Bearer ${accessToken}`, 'x-version': '2' } })
    server.reply({ body: [{ id: 'site-2' }] })
    expect(await lookUp({ list: '' })).toEqual({ site: 'site-2' })
    server.reply({ body: { values: [{ id: 'site-3' }] } })
    expect(await lookUp({ list: '/values' })).toEqual({ site: 'site-3' })
  })

  it('takes nothing that the field’s own rules refuse, and no token', async () => {
    for (const id of ['../other', 'Site 1', '', 7.5, { a: 1 }, accessToken]) {
      server.reply({ body: { id } })
      expect(await lookUp()).toEqual({})
    }
  })

  it('does not guess between several places, and knows none from some', async () => {
    server.reply({ body: [{ id: 'site-1' }, { id: 'site-2' }] })
    expect(await lookUp({ list: '' })).toBe('conflict')
    server.reply({ body: [] })
    expect(await lookUp({ list: '' })).toBe('credential_lacks_permission')
  })

  it('fails as an exchange does, and sends nothing that was not agreed to', async () => {
    server.reply({ status: 503, body: {} })
    expect(await lookUp()).toBe('provider_error')
    server.reply({ status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' })
    expect(await lookUp()).toBe('provider_error')
    const before = server.seen.length
    expect([await lookUp({ agreed: false }), server.seen.length]).toEqual(['host_consent_required', before])
  })
})
