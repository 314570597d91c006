import type { CompiledAuthMethod, CompiledProvider, Injection, ProviderField, TestRequest } from '#src/engine/catalog/CompiledProvider.ts'

export const makeField = (name: string, rest: Partial<ProviderField> = {}): ProviderField => ({
  name, label: name, hint: null, secret: true, required: true, pattern: null, example: null, format: null, options: null, default: null, helpUrl: null, ...rest,
})

export const makeTest = (rest: Partial<TestRequest> = {}): TestRequest => ({
  method: 'GET', path: '/me', headers: {}, query: {}, body: null, service: null, expect: [200], okWhen: null, errorAt: null, identity: null, scopes: null, ...rest,
})

const bearer: Injection = { in: 'header', name: 'Authorization', value: 'Bearer {{key}}' }

/** Agreed to by every record of makeVault. */
export const testMarks = { sending: '#sending=test', test: '#test=test' }
export const testBaseMark = '#base=test'

export const makeMethod = (rest: Partial<CompiledAuthMethod> = {}): CompiledAuthMethod => ({
  key: 'api-key', type: 'api_key', label: 'API key', mode: 'service', fields: [makeField('key')], hostFields: [], derive: {}, inject: [bearer], requiredScopes: [], test: makeTest(), apiKeyField: 'key', marks: { ...testMarks, exchange: null }, oauth: null, exchange: null, app: null, ...rest,
})

/** A compiled row for a loopback upstream, e.g. `makeCompiled({ baseUrl: 'http://127.0.0.1:4000/v1' })`. */
export function makeCompiled(rest: Partial<CompiledProvider> & { baseUrl: string | null }): CompiledProvider {
  const host = rest.baseUrl === null || rest.baseUrl.includes('{{') ? [] : [new URL(rest.baseUrl).host]
  return {
    format: 2, key: 'acme', name: 'Acme', category: 'Test', status: 'live', replacedBy: null, manageUrl: null, services: {}, allowedHosts: host, authMethods: [makeMethod()],
    baseMarks: { default: rest.baseUrl === null ? null : testBaseMark, services: Object.fromEntries(Object.keys(rest.services ?? {}).map((name) => [name, testBaseMark])), ai: null },
    authFailure: { statuses: [401], also: [] }, retry: { on: [429, 502, 503, 504], maxAttempts: 3 }, timeoutSeconds: 10, ai: null, ...rest,
  }
}
