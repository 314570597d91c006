import { describe, expect, it } from 'vitest'
import { readImportText } from './readImportText.ts'

const rows = [{ key: 'one' }, { key: 'two' }]

describe('rows in a text', () => {
  it.each<[string, unknown, unknown[]]>([
    ['an export', { providers: rows }, rows],
    ['a list', rows, rows],
    ['one row', rows[0], [rows[0]]],
  ])('are found in %s', (_name, document, found) => {
    expect(readImportText(JSON.stringify(document))).toEqual({ rows: found })
    expect(readImportText(`\uFEFF${JSON.stringify(document, null, 2)}\n`)).toEqual({ rows: found })
  })

  it.each<[string, string, RegExp]>([
    ['no JSON', '{ "providers": [\n  { oops } ] }', /not JSON \(line 2, column 5\)/],
    ['an end too soon', '{ "providers": [', /not JSON/],
    ['nothing', '', /not JSON/],
    ['other JSON', '{ "hello": 1 }', /no rows/],
    ['a number', '7', /no rows/],
    ['an empty list', '[]', /no rows/],
    ['too much', JSON.stringify([{ text: 'x'.repeat(5_300_000) }]), /5\.1 MB.*up to 5 MB/],
    ['too many', JSON.stringify(Array.from({ length: 2_001 }, () => ({}))), /2,001 rows/],
  ])('are not found in %s, and a sentence says so', (_name, text, sentence) => {
    expect(readImportText(text)).toEqual({ fault: expect.stringMatching(sentence) })
  })
})
