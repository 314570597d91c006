import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { deRowSentences } from './deRowSentences.ts'
import { findReaderBy } from './currentReader.ts'
import { readers } from './readers.ts'
import { translateSentence } from './translateSentence.ts'

const root = join(import.meta.dirname, '../..')

beforeAll(() => findReaderBy(() => readers.de))
afterAll(() => findReaderBy(() => readers.en))

const catalog = 'src/engine/catalog'
const judges = /^(?:check(?!Values)\w*|find(?!AuthMethod|AllowFault|ValueFault)\w*Fault|findHostileShape|findUnknownKeys|findSampleUrl|explainIssue|compilePattern|templateFields|judgePublicHttps|\w+Schema)\.ts$/
/** Where faults of a row are worded. */
const files = [
  ...readdirSync(join(root, catalog)).filter((name) => judges.test(name)).map((name) => `${catalog}/${name}`),
  'src/engine/egress/checkOutboundUrl.ts', 'src/server/applyRows.ts', 'src/server/previewRow.ts', 'hooks/checkProvider.ts', 'src/server/findUncoveredFields.ts', 'src/server/stores/findRowReferences.ts', 'src/server/runtime.ts',
]
/** For whoever starts the server, and parts that the sentences below are put together from. */
const others = new Set(['Use a public https address, or ask the operator to add host:port to PATCHBAY_EGRESS_ALLOW.'])

const written = /'((?:\\'|[^'\n])+\.)'|`((?:[^`\n])+\.)`/g
const plain = (text: string): string => text.replaceAll("\\'", "'").replaceAll('\\\\', '\\').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'X').replace(/^key: /, '').replace(' has a X.', ' has a prefix.')
const said = files.flatMap((file) => [...readFileSync(join(root, file), 'utf8').replace(/^\s*(?:\*|\/\/|\/\*).*$/gm, '').matchAll(written)].map(([, quoted, template]) => plain(quoted ?? template ?? '')))
const sentences = [...new Set(said)].filter((text) => /[a-z] |^[A-Z][a-z]+\.$/.test(text) && !others.has(text))

/** A phrase that ends another sentence: of an address, of a placeholder, or of a format. */
const whole = (text: string): string => (text.startsWith('is a ') ? `{{x}} ${text}` : text.startsWith('must be') ? `It does not have the field’s format: it ${text}` : /^[a-z]/.test(text) ? `{{x}} (auth method “key”): ${text}` : text)

describe('what is said of a row', () => {
  it('is found where it is written', () => expect(sentences.length).toBeGreaterThan(90))

  it('has a German sentence', () => {
    expect(sentences.map(whole).filter((text) => translateSentence(text) === null && translateSentence(text.replaceAll('X', '3')) === null)).toEqual([])
  })

  it('has no German for what nothing says', () => {
    const seen = new Set<string>()
    const shapes = deRowSentences.map(([english]) => ({ english, pattern: new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d\}/g, '.+')}$`) }))
    const texts = [...sentences.map(whole), ...sentences.filter((text) => text.startsWith('The pattern of')).map((text) => `{{x}} (auth method “key”): ${text}`), ...unitless]
    for (const text of texts) for (const { english, pattern } of shapes) if (pattern.test(text)) seen.add(english)
    expect(shapes.filter(({ english }) => !seen.has(english)).map(({ english }) => english)).toEqual([])
  })

  it('keeps names and numbers, each once', () => {
    const names = (text: string): string => [...text.matchAll(/\{\d/g)].map(String).sort().join()
    expect(deRowSentences.filter(([english, german]) => names(english) !== names(german))).toEqual([])
    expect(new Set(deRowSentences.map(([english]) => english)).size).toBe(deRowSentences.length)
    expect(translateSentence('{{region}} (auth method “api-key”): the option “a.b” cannot be part of an address.')).toBe('{{region}} (Art der Anmeldung „api-key“): Die Auswahl „a.b“ kann nicht Teil einer Adresse sein.')
  })

  it('is German for a row with many faults', () => {
    const row = {
      key: 'A', name: 'x'.repeat(100), category: '', status: 'no', featured: -1, rotateAfterDays: 1.5, keywords: 'x', helpUrl: 'http://x', source: { url: 'x', date: 'y' }, services: { A: { baseUrl: '' } }, retry: { on: [1] }, baseUrl: 'https://{{region}}.example.com', allowedHosts: ['https://a', 'a*b'], unknown: 1,
      authMethods: [{ key: 'a', type: 'nope', label: 3, fields: [{ name: '9', label: '', pattern: '(?=a)', example: 'b' }] }, { key: 'b', type: 'api_key', label: 'B', fields: [{ name: 'region', label: 'Region', pattern: '[' }] }],
    }
    const checked = checkRow({ row })
    const reasons = checked.ok ? [] : checked.problems.map(({ reason }) => reason)
    expect(reasons.length).toBeGreaterThan(15)
    expect(reasons.filter((reason) => translateSentence(reason) === null)).toEqual([])
  })

  it('is not known to pages of tenants, which never show it', () => {
    const { panel: _, ...tenant } = readers.de
    findReaderBy(() => tenant)
    expect(translateSentence('Unknown key.')).toBeNull()
    findReaderBy(() => readers.de)
  })
})

/** Put together from a number and its unit, or from a kind of place. */
const unitless = ['The pattern is not valid RE2 syntax (missing bracket).', 'At most 3 characters.', 'At least 3 characters.', 'At most 3 entries.', 'At least 3 entries.', 'At most 3.', 'At least 3.', 'Only a field that is typed in and not secret has a prefix.', 'Only a field that is typed in and not secret has a suffix.', 'The pattern is not valid RE2 syntax.']
