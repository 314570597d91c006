import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { startPrism } from '#tests/support/startPrism.ts'

/** One described service with several ways to sign in; Prism, not our own fake, says whether a request carries one. */
const security = {
  header: { type: 'apiKey', in: 'header', name: 'X-Acme-Key' },
  query: { type: 'apiKey', in: 'query', name: 'acme_key' },
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
} as const
const operation = (scheme: keyof typeof security) => ({
  get: { operationId: `me-${scheme}`, security: [{ [scheme]: [] }], responses: { 200: { description: 'Who you are.', content: { 'application/json': { example: { name: 'Ann' } } } }, 401: { description: 'Nobody.' } } },
})
const document = {
  openapi: '3.0.3',
  info: { title: 'Acme', version: '1' },
  components: { securitySchemes: security },
  paths: Object.fromEntries(Object.keys(security).map((scheme) => [`/${scheme}/me`, operation(scheme as keyof typeof security)])),
}

const secret = { name: 'key', label: 'Key' }
const methods = {
  header: { key: 'k', type: 'api_key', label: 'Key', fields: [secret], inject: [{ in: 'header', name: 'X-Acme-Key', value: '{{key}}' }] },
  query: { key: 'k', type: 'api_key', label: 'Key', fields: [secret], inject: [{ in: 'query', name: 'acme_key', value: '{{key}}' }] },
  bearer: { key: 'k', type: 'bearer', label: 'Key', fields: [{ ...secret, name: 'token' }] },
  basic: { key: 'k', type: 'basic', label: 'Key' },
} as const
type Scheme = keyof typeof methods

let prism: Awaited<ReturnType<typeof startPrism>>
let stage: Stage
let account: StageAccount
beforeAll(async () => {
  stage = await startStage()
  account = await stage.newAccount()
  prism = await startPrism(document)
})
afterAll(async () => {
  await prism.stop()
  await stage.stop()
})

const payloadOf = (scheme: Scheme): Record<string, string> => {
  const value = randomBytes(12).toString('hex')
  return scheme === 'basic' ? { username: 'ann', password: value } : scheme === 'bearer' ? { token: value } : { key: value }
}
/** A row whose auth method is `scheme`, for the operation that wants `wanted`. */
const connect = async (scheme: Scheme, wanted: Scheme) => {
  const key = `acme-${scheme}-${wanted}`
  const row = { key, name: key, category: 'Testing', description: 'Described by OpenAPI.', baseUrl: `${prism.url}/${wanted}`, authMethods: [methods[scheme]], test: { method: 'GET', path: '/me', identity: { label: '/name' } } }
  await stage.importRows(row)
  return stage.connect({ account, body: { provider: key, credentialPayload: payloadOf(scheme) } })
}

describe('an upstream described by OpenAPI, its security checked', () => {
  it.each(Object.keys(methods) as Scheme[])('takes the credential where it wants it: %s', async (scheme) => {
    const answer = await connect(scheme, scheme)
    expect([answer.status, answer.body.connection?.status, answer.body.result?.identity?.label]).toEqual([201, 'active', 'Ann'])
  })

  it.each<[Scheme, Scheme]>([['header', 'query'], ['query', 'bearer'], ['bearer', 'header'], ['header', 'basic']])('refuses %s where it wants %s', async (scheme, wanted) => {
    const answer = await connect(scheme, wanted)
    expect([answer.status, codesOf(answer)]).toEqual([422, ['credential_rejected']])
  })
})
