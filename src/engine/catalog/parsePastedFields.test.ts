import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeField } from '#tests/support/makeCompiled.ts'
import { parsePastedFields } from './parsePastedFields.ts'

const provider = { key: 'acme-mail', name: 'Acme Mail' }
const apiKey = makeField('apiKey', { label: 'API key', pattern: '^am_[a-z0-9]+$' })
const fromEmail = makeField('fromEmail', { label: 'From address', secret: false })
const read = (text: string, fields = [apiKey, fromEmail]) => parsePastedFields({ text, fields, provider })

describe('parsePastedFields', () => {
  it.each([
    ['a block', 'ACME_MAIL_API_KEY=am_1\nACME_MAIL_FROM_EMAIL=a@b.test'],
    ['comments, export, quotes, blank lines', '# mail\n\nexport ACME_MAIL_API_KEY="am_1" # live\n  FROM_EMAIL = \'a@b.test\'\n'],
    ['Windows line ends and a byte order mark', '\uFEFFAPI_KEY=am_1\r\nFROM_EMAIL=a@b.test\r\n'],
    ['lines of a dashboard', 'API key: am_1\nFrom address:  a@b.test'],
    ['JSON', '{ "apiKey": "am_1", "fromEmail": "a@b.test" }'],
    ['nested JSON', '{"acme":{"api_key":"am_1"},"from_email":"a@b.test"}'],
    ['a header in front of the value', 'API_KEY="Bearer am_1"\nFROM_EMAIL=a@b.test'],
  ])('reads %s', (_what, text) => {
    expect(read(text)).toEqual({ values: { apiKey: 'am_1', fromEmail: 'a@b.test' }, unmatched: [] })
  })

  it('lists by name what fits no field', () => {
    expect(read('API_KEY=am_1\nDATABASE_URL=postgres://u:pw@h/db\nEMPTY=')).toEqual({ values: { apiKey: 'am_1' }, unmatched: ['DATABASE_URL'] })
    expect(read('ONE=1\nTWO=2')).toEqual({ values: {}, unmatched: ['ONE', 'TWO'] })
  })

  it('prefers the provider’s own name, and places by its beginning what no name places', () => {
    expect(read('OTHER_API_KEY=x_9\nACME_MAIL_API_KEY=am_1')?.values).toEqual({ apiKey: 'am_1' })
    expect(read('ONE=two\nMY_MAILER=am_1')?.values).toEqual({ apiKey: 'am_1' })
  })

  it.each([['STRIPE_SECRET', 1], ['MY_PAT', 1], ['GITHUB_TOKEN', 1], ['MY_REGION', 0]] as const)('%s is the one secret: %i', (name, count) => {
    expect(Object.keys(parsePastedFields({ text: `${name}=abc\nX=1`, fields: [makeField('credential'), makeField('note', { secret: false })], provider })?.values ?? {})).toHaveLength(count)
  })

  it('keeps the lines of a quoted key', () => {
    const pem = ['-----BEGIN TEST-----', 'abc', '-----END TEST-----'].join('\n')
    const fields = [makeField('privateKey'), makeField('appId', { secret: false })]
    const expected = { values: { privateKey: pem, appId: '12' }, unmatched: [] }
    expect(read(`PRIVATE_KEY="${pem}"\nAPP_ID=12`, fields)).toEqual(expected)
    expect(read(`PRIVATE_KEY="${pem.replaceAll('\n', '\\n')}"\nAPP_ID=12`, fields)).toEqual(expected)
    expect(read(JSON.stringify({ private_key: pem, app_id: 12 }), fields)).toEqual(expected)
  })

  it.each(['am_1', 'NAME=am 1', 'pass: word', 'https://a.test/x', '{"half', '{}', '', 'Bearer am_1', 'two\nlines', 'Ab12==', '[1]'])('leaves %j to the field', (text) => {
    expect(read(text)).toBeNull()
  })

  it('leaves a document alone where a document is the credential', () => {
    expect(read('{"private_key":"a","apiKey":"b"}', [makeField('account', { example: '{"type":"service_account"}' })])).toBeNull()
  })
})

const name = fc.stringMatching(/^[A-Z][A-Z0-9]{0,6}(_[A-Z0-9]{1,6}){0,2}$/)
const value = fc.stringMatching(/^[A-Za-z0-9_.:/+@-]{1,20}$/).filter((text) => !/^bearer/i.test(text))
const block = fc.uniqueArray(fc.record({ name, value, quote: fc.constantFrom('', '"', "'"), lead: fc.constantFrom('', 'export ', '  ') }), { selector: (one) => one.name, minLength: 2, maxLength: 6 })
const fieldsOf = (names: string[]) => names.map((one) => makeField(`x${one}`, { label: one }))

describe('parsePastedFields, whatever is pasted', () => {
  it('gives back every value under its name', () => {
    fc.assert(
      fc.property(block, fc.constantFrom('\n', '\r\n', '\n\n# note: KEY=1\n'), fc.boolean(), (lines, end, hasMark) => {
        // Names that come to the same words cannot be told apart.
        fc.pre(new Set(lines.map((one) => one.name.replaceAll('_', ''))).size === lines.length)
        const text = (hasMark ? '\uFEFF' : '') + lines.map((one) => `${one.lead}${one.name}=${one.quote}${one.value}${one.quote}`).join(end)
        const wanted = { values: Object.fromEntries(lines.map((one) => [`x${one.name}`, one.value])), unmatched: [] }
        expect(read(text, fieldsOf(lines.map((one) => one.name)))).toEqual(wanted)
        expect(read(JSON.stringify(Object.fromEntries(lines.map((one) => [one.name, one.value]))), fieldsOf(lines.map((one) => one.name)))).toEqual(wanted)
      }),
    )
  })

  it('never throws, fills only fields there are, and lists names of the text only', () => {
    const part = fc.oneof(fc.constantFrom('\n', '\r\n', '=', ': ', '"', "'", '`', '\\', '{', '}', '#', 'export ', 'API_KEY', '\uFEFF', ' '), fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 4 }))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }).map((parts) => parts.join('')), (text) => {
        const found = read(text)
        for (const field of Object.keys(found?.values ?? {})) expect(['apiKey', 'fromEmail']).toContain(field)
        // JSON may write a name with escapes.
        for (const one of found?.unmatched ?? []) expect(/^\uFEFF?\s*\{/.test(text) || text.includes(one)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('never lists a value', () => {
    fc.assert(
      fc.property(block, (lines) => {
        const marked = lines.map((one) => ({ ...one, value: `v/${one.value}` }))
        const found = read(marked.map((one) => `${one.name}=${one.value}`).join('\n'), [])
        expect(found?.unmatched.every((one) => marked.some((line) => line.name === one))).toBe(true)
      }),
    )
  })

  it('takes a time that grows with the text only', () => {
    for (const text of [`A="${'\\'.repeat(50_000)}`, `${' '.repeat(50_000)}A`, `A:${' '.repeat(50_000)}`, `A=${'"'.repeat(50_000)}`, `${'A '.repeat(25_000)}`, 'A=1\n'.repeat(20_000), `A=${' \t'.repeat(25_000)}x`, `A=1${' #'.repeat(100_000)}\u2028x`, JSON.stringify({ ['a_'.repeat(50_000)]: 'x' }), `A=1\nB=x${' '.repeat(200_000)}x`]) {
      const startedAt = performance.now()
      read(text)
      expect(performance.now() - startedAt).toBeLessThan(2_000)
    }
  })
})
