import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type ClientMetadata } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileTestRow } from '#tests/support/compileTestRow.ts'
import type { Egress } from '../egress/Egress.ts'
import { createEgress } from '../egress/createEgress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { obtainToken } from './obtainToken.ts'
import { revokeGrant } from './revokeGrant.ts'

/** What every other server is measured by: a certified one. It is strict where the hand-made ones of the other tests are odd. */

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pemOf = (key: typeof rsa.privateKey, type: 'pkcs1' | 'pkcs8' | 'sec1') => String(key.export({ type: type as 'pkcs8', format: 'pem' }))
const jwkOf = (key: typeof rsa.publicKey, alg: string) => ({ ...createPublicKey(key.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' }), alg, use: 'sig' })

/** Letters that Basic authentication has to carry encoded, and others that it has to leave alone. */
const awkward = { id: 'id-1.2_3', secret: `a+b/c=~ :${randomBytes(8).toString('hex')}` }
const plain = randomBytes(24).toString('hex')
const machine = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] } satisfies Partial<ClientMetadata>

let http: Server
let issuer: string
let egress: Egress
const granted: string[] = []
beforeAll(async () => {
  http = createServer()
  await new Promise<void>((resolve) => { http.listen(0, '127.0.0.1', resolve) })
  issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      { ...machine, client_id: awkward.id, client_secret: awkward.secret, token_endpoint_auth_method: 'client_secret_basic' },
      { ...machine, client_id: 'posted', client_secret: plain, token_endpoint_auth_method: 'client_secret_post' },
      { ...machine, client_id: 'signed-rsa', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwkOf(rsa.publicKey, 'RS256')] } },
      { ...machine, client_id: 'signed-curve', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwkOf(curve.publicKey, 'ES256')] } },
    ],
    scopes: ['api.read', 'api.write'],
    features: { clientCredentials: { enabled: true }, revocation: { enabled: true, allowedPolicy: () => true }, devInteractions: { enabled: false } },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    ttl: { ClientCredentials: 600 },
  })
  provider.on('client_credentials.saved', (token) => { granted.push(token.clientId as string) })
  provider.on('client_credentials.destroyed', (token) => { granted.splice(granted.indexOf(token.clientId as string), 1) })
  const answer = provider.callback()
  http.on('request', (request, response) => void answer(request, response))
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
})
afterAll(async () => {
  await egress.close()
  await new Promise<void>((resolve) => {
    http.close(() => resolve())
    http.closeAllConnections()
  })
})

const rowWith = (clientAuth: string) => compileTestRow({ method: { type: 'oauth2_client_credentials', oauth: { issuer, scopes: ['api.read'], clientAuth } } })
const ask = ({ clientAuth, ...given }: { clientAuth: string; clientId: string; clientSecret?: string; privateKey?: string }) => {
  const row = rowWith(clientAuth)
  const client: OAuthClient = { clientSecret: null, privateKey: null, source: 'account', ...given }
  const values = { clientId: client.clientId }
  return { row, client, token: obtainToken({ egress, compiled: row.compiled, method: row.method, client, values, agreedHosts: row.agreedHosts(values), now: new Date() }) }
}

describe('a certified server, found through its issuer', () => {
  it.each([
    ['basic', { clientId: awkward.id, clientSecret: awkward.secret }],
    ['post', { clientId: 'posted', clientSecret: plain }],
    ['private_key_jwt', { clientId: 'signed-rsa', privateKey: pemOf(rsa.privateKey, 'pkcs1') }],
    ['private_key_jwt', { clientId: 'signed-curve', privateKey: pemOf(curve.privateKey, 'sec1') }],
  ])('knows the client by %s: %o', async (clientAuth, given) => {
    expect(await ask({ clientAuth, ...given }).token).toMatchObject({ expiresInSeconds: 600, scopes: ['api.read'], refreshToken: null })
    expect(granted).toContain(given.clientId)
  })

  it.each([
    ['basic', { clientId: awkward.id, clientSecret: plain }],
    ['private_key_jwt', { clientId: 'signed-rsa', privateKey: pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'pkcs8') }],
    ['post', { clientId: 'nobody', clientSecret: plain }],
  ])('does not know another’s by %s', async (clientAuth, given) => {
    await expect(ask({ clientAuth, ...given }).token).rejects.toMatchObject({ kind: 'permanent', code: 'credential_rejected', wasRefused: true })
  })

  it('takes a token back', async () => {
    const { row, client, token } = ask({ clientAuth: 'post', clientId: 'posted', clientSecret: plain })
    const values = { clientId: 'posted', accessToken: (await token).accessToken }
    const before = granted.length
    expect(await revokeGrant({ egress, compiled: row.compiled, method: row.method, client, values, agreedHosts: row.agreedHosts(values) })).toBe('revoked')
    expect(granted).toHaveLength(before - 1)
  })
})
