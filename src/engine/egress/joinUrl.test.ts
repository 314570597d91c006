import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPatchbayError } from '../errors.ts'
import corpus from './corpus.json' with { type: 'json' }
import { joinUrl } from './joinUrl.ts'

type Case = [base: string, path: string, query: string | null, expected: string]

const attempt = (input: { base: string; path: string; query?: string }): string => {
  try {
    return joinUrl(input).href
  } catch (error) {
    if (isPatchbayError(error)) return error.code
    throw error
  }
}

describe('joinUrl', () => {
  it.each(corpus.join as Case[])('%j + %j ? %j → %s', (base, path, query, expected) => {
    expect(attempt({ base, path, query: query ?? undefined })).toBe(expected)
  })

  it('takes a lone query as byte for byte as a long one', () => {
    expect(joinUrl({ base: 'https://api.example.com', path: '/a', query: 'b=%7e&b=~&c' }).search).toBe('?b=%7e&b=~&c')
  })

  it('refuses half a surrogate pair', () => {
    expect(attempt({ base: 'https://api.example.com', path: `/a${String.fromCharCode(0xd800)}` })).toBe('invalid_request')
  })

  it('never repeats the path in its refusal, which may hold a token', () => {
    for (const path of ['/../canary', '/canary\\', '/canary%', 'https://canary.example/', '/canary#']) {
      expect(() => joinUrl({ base: 'https://api.example.com', path })).toThrow(/^(?!.*canary)/)
    }
  })
})

/** Pieces of every trick in the corpus, put together at random. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom('/', '//', '\\', '..', '.', '%2e', '%2E', '%252e', '%2f', '%5c', '%255c', '%00', '%0d%0a', '@', ':', '?', '#', ';', '&', '%', ' ', '\t', '\n', "'", '[', ']'),
      fc.constantFrom('https://', 'http:', 'evil.example', 'api.example.com', 'api.example.com:443', 'v1', 'user:pass@', '127.0.0.1', '[::1]', '\u3002', '\uff0f', '\u2044', '%e3%80%82', '%c0%ae', 'models', 'a'),
      fc.string({ maxLength: 3 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

describe('joinUrl over hostile joins', () => {
  const bases = ['https://api.example.com', 'https://api.example.com/v1', 'https://api.example.com/v1/', 'https://api.example.com:8443/a/b', 'http://127.0.0.1:4010/x']

  it('leaves neither origin nor base path, nor changes what it was given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bases), hostileText, fc.option(hostileText, { nil: undefined }), (base, path, query) => {
        const result = attempt({ base, path, query })
        if (result === 'host_not_allowed' || result === 'invalid_request') return
        const url = new URL(result)
        const root = new URL(base)
        const prefix = root.pathname.replace(/\/$/, '')
        expect(url.origin).toBe(root.origin)
        expect(url.pathname === prefix || url.pathname.startsWith(`${prefix}/`)).toBe(true)
        expect(url.username + url.password + url.hash).toBe('')
        expect(url.pathname).not.toMatch(/\/\/|\\|(^|\/)(\.|%2e){1,2}(\/|$)/i)
        // A second parse, as the next server would do it, changes nothing.
        expect(new URL(url.href).href).toBe(url.href)
      }),
      { numRuns: 20_000 },
    )
  })

  it('lets every segment through once it is percent-encoded, unless it spells a way out', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }), (segments) => {
        const isTricky = segments.some((segment) => /[\\%\u0000-\u001f\u007f]|(^|\/)\.{1,2}($|[;/])|[\ud800-\udfff]/.test(segment))
        fc.pre(!isTricky)
        const path = `/${segments.map(encodeURIComponent).join('/')}`
        expect(attempt({ base: 'https://api.example.com/v1', path })).toBe(`https://api.example.com/v1${path}`)
      }),
      { numRuns: 3_000 },
    )
  })
})
