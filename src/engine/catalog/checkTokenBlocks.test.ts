import { describe, expect, it } from 'vitest'
import { checkRow } from './checkRow.ts'

const oauth = { authorizationUrl: 'https://sign-in.acme.example/authorize', tokenUrl: 'https://sign-in.acme.example/token' }
const app = { client: 'account', tokenUrl: 'https://api.acme.example/installations/{{installationId}}/tokens' }
const row = (method: Record<string, unknown>): unknown => ({
  key: 'acme', name: 'Acme', category: 'Tools', description: 'A service.', baseUrl: 'https://api.acme.example', authMethods: [{ key: 'token', label: 'Sign in', ...method }],
})
const code = (more: Record<string, unknown> = {}, method: Record<string, unknown> = {}) => row({ type: 'oauth2_code', oauth: { ...oauth, ...more }, ...method })
const login = (more: Record<string, unknown> = {}) => row({ type: 'token_exchange', fields: [{ name: 'key', label: 'Key' }], exchange: { path: '/login', body: { key: '{{key}}' }, tokenPath: '/token', ...more } })
/** Calls go to a host that the service names. */
const captured = (more: Record<string, unknown>, field: Record<string, unknown> = {}) => ({
  ...(code(more, { fields: [plain('instanceUrl', { required: false, example: 'https://my-shop.acme.example', ...field })], derive: { instance: { from: 'instanceUrl', pattern: '^https://([a-z0-9-]+)[.]acme[.]example$' } } }) as object),
  baseUrl: 'https://{{instance}}.acme.example',
})
const problemsOf = (input: unknown): { path: string; reason: string }[] => {
  const checked = checkRow({ row: input })
  return checked.ok ? [] : checked.problems
}
const plain = (name: string, more: Record<string, unknown> = {}) => ({ name, label: name, secret: false, ...more })

describe('a row whose credential becomes a token', () => {
  it.each<[string, unknown]>([
    ['OAuth', code()],
    ['OAuth found through its issuer', row({ type: 'oauth2_code', oauth: { issuer: 'https://sign-in.acme.example' } })],
    ['an account’s own client at an address of its own', code({ tokenUrl: '{{tokenUrl}}', client: 'account' }, { fields: [plain('tokenUrl', { format: 'https_url' })] })],
    ['a host label from the account', code({ tokenUrl: 'https://{{shop}}.acme.example/token' }, { fields: [plain('shop', { pattern: '^[a-z0-9-]{1,40}$', example: 'my-shop' })] })],
    ['client credentials', row({ type: 'oauth2_client_credentials', oauth: { tokenUrl: oauth.tokenUrl } })],
    ['a login call', login()],
    ['an app of the account’s', row({ type: 'github_app', app })],
    ['the platform’s app, with people who prove what is theirs', row({ type: 'github_app', oauth, app: { ...app, client: 'platform', installations: { url: 'https://api.acme.example/user/installations', list: '/installations', id: '/id' } } })],
    ['a host that the token answer names, by a part of it', captured({ response: { capture: { instanceUrl: '/instance_url' } } })],
    ['a place that is asked for after the token', captured({ lookup: { url: 'https://api.acme.example/sites', list: '', capture: { instanceUrl: '/url' } } })],
    ['its own way to take a grant back', code({ revocation: { method: 'DELETE', url: 'https://api.acme.example/apps/{{clientId}}/grant', auth: 'client', body: { access_token: '{{accessToken}}', refresh: '{{refreshToken}}' } } })],
  ])('passes: %s', (_name, input) => {
    expect(problemsOf(input)).toEqual([])
  })

  it.each<[string, unknown, string, RegExp]>([
    ['the platform’s client to an address of the account’s choosing', code({ tokenUrl: '{{tokenUrl}}' }, { fields: [plain('tokenUrl', { format: 'https_url' })] }), 'oauth.tokenUrl', /platform’s client would be sent/],
    ['the platform’s client to a host of the account’s choosing', code({ tokenUrl: 'https://{{host}}/token' }, { fields: [plain('host', { pattern: '^[a-z.]+$', example: 'a.example' })] }), 'oauth.tokenUrl', /the pattern|own domain/],
    ['the same through the issuer', row({ type: 'oauth2_code', oauth: { issuer: '{{issuer}}' }, fields: [plain('issuer', { format: 'https_url' })] }), 'oauth.issuer', /platform’s client would be sent/],
    ['a host label without a pattern', code({ tokenUrl: 'https://{{shop}}.acme.example/token' }, { fields: [plain('shop')] }), 'oauth.tokenUrl', /needs a pattern/],
    ['the client id as a host', code({ revocation: { url: 'https://{{clientId}}.acme.example/grant', auth: 'client' } }), 'oauth.revocation.url', /example/],
    ['a secret in the browser’s address', code({ authorizationParams: { login: '{{secret}}' } }, { fields: [{ name: 'secret', label: 'Secret' }] }), 'oauth.authorizationParams.login', /browsers/],
    ['a token in the browser’s address', code({ authorizationParams: { login: '{{accessToken}}' } }), 'oauth.authorizationParams.login', /browsers/],
    ['a refresh token in a call', code({}, { inject: [{ in: 'header', name: 'X-Refresh', value: '{{refreshToken}}' }] }), 'inject.0.value', /not a field/],
    ['a field with the name of a token', code({}, { fields: [plain('refreshToken')] }), 'fields.0.name', /made by Patchbay/],
    ['an answer that fills a secret', code({ response: { capture: { key: '/key' } } }, { fields: [{ name: 'key', label: 'Key', required: false }] }), 'oauth.response.capture.key', /"secret": false/],
    ['an answer that says where credentials go', code({ tokenUrl: 'https://{{shop}}.acme.example/token', response: { capture: { shop: '/shop' } } }, { fields: [plain('shop', { required: false, default: 'a', pattern: '^[a-z]+$', example: 'a' })] }), 'oauth.response.capture.shop', /part of an address/],
    ['a looked-up field that says where tokens go', code({ tokenUrl: 'https://{{shop}}.acme.example/token', lookup: { url: 'https://api.acme.example/shop', capture: { shop: '/shop' } } }, { fields: [plain('shop', { required: false, default: 'a', pattern: '^[a-z]+$', example: 'a' })] }), 'oauth.lookup.capture.shop', /part of an address/],
    ['a captured field that somebody must type', captured({ response: { capture: { instanceUrl: '/instance_url' } } }, { required: true }), 'oauth.response.capture.instanceUrl', /nobody types it/],
    ['a place to ask on a private network', captured({ lookup: { url: 'https://10.0.0.1/sites', capture: { instanceUrl: '/url' } } }), 'oauth.lookup.url', /public host/],
    ['a secret in what is asked after the token', captured({ lookup: { url: 'https://api.acme.example/sites', headers: { 'X-Token': '{{accessToken}}' }, capture: { instanceUrl: '/url' } } }), 'oauth.lookup.headers.X-Token', /nothing else is filled in/],
    ['nowhere to get a token', row({ type: 'oauth2_client_credentials', oauth: {} }), 'oauth.tokenUrl', /issuer/],
    ['nowhere to agree', row({ type: 'oauth2_code', oauth: { tokenUrl: oauth.tokenUrl } }), 'oauth.authorizationUrl', /people are sent/],
    ['a client that asks for itself and proves nothing', row({ type: 'oauth2_client_credentials', oauth: { tokenUrl: oauth.tokenUrl, clientAuth: 'none' } }), 'oauth.clientAuth', /prove/],
    ['a header Patchbay sets', code({ tokenHeaders: { Host: 'elsewhere' } }), 'oauth.tokenHeaders.Host', /Patchbay itself/],
    ['PKCE switched off without a reason', code({ pkce: { none: '' } }), 'oauth.pkce.none', /./],
    ['a private network', code({ tokenUrl: 'https://10.0.0.1/token' }), 'oauth.tokenUrl', /public host/],
    ['a login call outside the base', login({ path: '//elsewhere' }), 'exchange.path', /below the base/],
    ['a login call to a service that is not there', login({ service: 'other' }), 'exchange.service', /no service/],
    ['a key in a path', login({ path: '/login/{{key}}' }), 'exchange.path', /logs/],
    ['a form with a list in it', login({ bodyFormat: 'form', body: { key: ['{{key}}'] } }), 'exchange.body', /texts/],
    ['the platform’s app and an installation that anybody types', row({ type: 'github_app', app: { tokenUrl: app.tokenUrl }, fields: [plain('installationId')] }), 'fields', /another’s/],
    ['the platform’s app without a proof', row({ type: 'github_app', app: { tokenUrl: app.tokenUrl } }), 'app.installations', /prove which is theirs/],
    ['an app’s signature without an app', code({ revocation: { url: 'https://api.acme.example/x', auth: 'app' } }), 'oauth.revocation.auth', /no app/],
    ['an unknown name', code({ refresh: { mode: 'sometimes' } }), 'oauth.refresh.mode', /./],
    ['a place in the answer that is no pointer', code({ response: { accessToken: 'access_token' } }), 'oauth.response.accessToken', /JSON pointer/],
  ])('is refused: %s', (_name, input, path, reason) => {
    expect(problemsOf(input)).toContainEqual({ path: `authMethods.0.${path}`, reason: expect.stringMatching(reason) })
  })
})

it('asks for every secret again when the host of the exchange changes', () => {
  const checked = checkRow({ row: code({ tokenUrl: 'https://{{shop}}.acme.example/token', client: 'account' }, { fields: [plain('shop', { pattern: '^[a-z]+$', example: 'a' })] }) })
  expect(checked).toMatchObject({ ok: true, compiled: { allowedHosts: ['api.acme.example'], authMethods: [{ hostFields: ['shop'] }] } })
})

describe('where calls go', () => {
  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['the whole host', { pattern: '^[a-z]+$', example: 'a' }, 'https://{{host}}', /own domain/],
    ['a host without a pattern', { example: 'a' }, 'https://{{host}}.acme.example', /pattern/],
  ])('an answer may not name %s', (_name, field, baseUrl, reason) => {
    const input = { ...(code({ response: { capture: { host: '/host' } } }, { fields: [plain('host', { required: false, ...field })] }) as object), baseUrl }
    expect(problemsOf(input)).toContainEqual({ path: 'baseUrl', reason: expect.stringMatching(reason) })
  })
})
