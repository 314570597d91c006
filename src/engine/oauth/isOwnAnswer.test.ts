import { expect, it } from 'vitest'
import { isOwnAnswer } from './isOwnAnswer.ts'

const endpoints = { authorizationUrl: 'https://acme.example/authorize', tokenUrl: 'https://api.acme-tokens.example/token', revocationUrl: 'https://elsewhere.example/revoke', issuer: null, sendsIssuer: false }

it.each([
  ['the place people are sent to', 'https://acme.example/oauth', true],
  ['one label more', 'https://sign-in.acme.example', true],
  ['two labels more', 'https://a.sign-in.acme.example', false],
  ['the place tokens come from', 'https://api.acme-tokens.example', true],
  ['one label less', 'https://acme-tokens.example/', true],
  ['a sibling', 'https://www.acme-tokens.example', false],
  ['a whole registry', 'https://example', false],
  ['a name that only ends alike', 'https://evil-acme.example', false],
  ['a name that only begins alike', 'https://acme.example.evil.example', false],
  ['the place in the clothes of a person', 'https://acme.example@evil.example', false],
  ['another port', 'https://acme.example:8443', false],
  ['no TLS', 'http://acme.example', false],
  ['where grants are taken back', 'https://elsewhere.example', false],
  ['no address', 'acme.example', false],
  ['nothing', '', false],
])('of a row that names no issuer, an answer of %s', (_what, iss, isTaken) => {
  expect(isOwnAnswer({ endpoints, iss })).toBe(isTaken)
})

it('of an address in numbers, no part is above it', () => {
  const loopback = { ...endpoints, authorizationUrl: null, tokenUrl: 'http://127.0.0.1:9/token' }
  expect(['http://127.0.0.1:9', 'http://0.0.1:9', 'http://1.127.0.0.1:9'].map((iss) => isOwnAnswer({ endpoints: loopback, iss }))).toEqual([true, false, false])
})

it('of a row that does, only that one', () => {
  const named = { ...endpoints, issuer: 'https://acme.example/oauth' }
  expect(['https://acme.example/oauth', 'https://acme.example', 'https://acme.example/oauth/'].map((iss) => isOwnAnswer({ endpoints: named, iss }))).toEqual([true, false, false])
})
