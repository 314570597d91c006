import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { judgeOrigin } from './judgeOrigin.ts'

const origins = ['http://localhost:3000', 'http://127.0.0.1:3000']
const codeFor = (headers: Record<string, string>, method = 'POST') => judgeOrigin({ req: { method, headers } as unknown as IncomingMessage, origins })?.code

describe('judgeOrigin', () => {
  it.each<[string, Record<string, string>]>([
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbour', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['a page that hides its origin', { origin: 'null' }],
    ['another port of the same machine', { origin: 'http://localhost:4000' }],
    ['the same host by another scheme', { origin: 'https://localhost:3000' }],
    ['an address that only begins alike', { origin: 'http://localhost:3000.evil.example' }],
    ['one that says both', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
  ])('refuses %s', (_name, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']) expect(codeFor(headers, method)).toBe('forbidden')
  })

  it.each<[string, Record<string, string>]>([
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }],
    ['our own page under its other name', { origin: 'http://127.0.0.1:3000' }],
    ['a program', {}],
    ['what a person typed', { 'sec-fetch-site': 'none' }],
    ['who names a credential', { 'sec-fetch-site': 'cross-site', origin: 'https://app.example', authorization: 'JWT x' }],
  ])('lets %s pass', (_name, headers) => {
    expect(codeFor(headers)).toBeUndefined()
  })

  it('lets anybody read, and ask what is allowed', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(codeFor({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, method)).toBeUndefined()
  })

  it('says in a sentence what to do', () => {
    const refused = judgeOrigin({ req: { method: 'POST', headers: { origin: 'null' } } as unknown as IncomingMessage, origins })
    expect(refused).toMatchObject({ status: 403, message: 'This request was sent by a page of another site.', hint: expect.stringContaining('http://localhost:3000') })
  })
})
