import { describe, expect, it } from 'vitest'
import { sdkPathBelow } from './proxySettings.ts'

const below = (sdkBase: string | null, baseUrl: string | null): string => sdkPathBelow({ name: 'Acme', sdkBase, baseUrl })

describe('sdkPathBelow', () => {
  it.each([
    [null, 'https://acme.example/api', ''],
    ['https://acme.example/api', 'https://acme.example/api', ''],
    ['https://acme.example/v1', 'https://acme.example', '/v1'],
    ['https://acme.example/api/openai/v1', 'https://acme.example/api', '/openai/v1'],
  ])('%s over %s is “%s”', (sdkBase, baseUrl, path) => expect(below(sdkBase, baseUrl)).toBe(path))

  it.each([
    ['https://acme.example.evil.example/v1', 'https://acme.example'],
    ['https://other.example/v1', 'https://acme.example/v1'],
    ['https://acme.example', 'https://acme.example/v1'],
    ['https://acme.example/v12', 'https://acme.example/v1'],
    ['https://acme.example', null],
  ])('refuses %s over %s, which the proxy cannot reach', (sdkBase, baseUrl) => {
    expect(() => below(sdkBase, baseUrl)).toThrow(expect.objectContaining({ code: 'provider_unavailable' }))
  })
})
