import { describe, expect, it } from 'vitest'
import { de } from './de.ts'
import { deEditor } from './deEditor.ts'
import { deMail } from './deMail.ts'
import { en } from './en.ts'

type Leaf = string | ((...args: unknown[]) => string)

/** `marketplace.countIn` → its sentence. */
function listSentences(value: unknown, path = ''): [string, Leaf][] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, value as Leaf]]
  return Object.entries(value as object).flatMap(([key, inner]) => listSentences(inner, path === '' ? key : `${path}.${key}`))
}

const english = new Map(listSentences(en))
const german = new Map(listSentences(de))
const paths = [...english.keys()]

/** A character for each parameter, which no sentence holds. As one letter it also is a list of one, and cannot be cut. */
const marks = ['\uE000', '\uE001', '\uE002', '\uE003', '\uE004']
const kinds = (index: number): unknown[] => [marks[index], [marks[index]], 1, 1234, null]
const combine = (count: number): unknown[][] => (count === 0 ? [[]] : combine(count - 1).flatMap((before) => kinds(count - 1).map((one) => [...before, one])))

function say(leaf: Leaf, args: unknown[]): string | null {
  try {
    const said: unknown = typeof leaf === 'string' ? leaf : leaf(...args)
    return typeof said === 'string' ? said : null
  } catch {
    return null
  }
}

/** What each sentence of both languages says, for every kind of argument that both take. */
const pairs = paths.flatMap((path) => {
  const [one, other] = [english.get(path) as Leaf, german.get(path) as Leaf]
  const sayings = combine(typeof one === 'string' ? 0 : one.length).map((args) => ({ path, en: say(one, args), de: say(other, args) }))
  return sayings.filter((saying): saying is { path: string; en: string; de: string } => saying.en !== null && saying.de !== null)
})
const fromUs = (text: string): string => text.replace(/[\uE000-\uE004]/g, '')

/** Names, codes and words that both languages share. */
const alike = new Set([
  'members.columns.person', 'tokens.columns.name',
  'common.product', 'marketplace.signIn.oauth', 'provider.website', 'connect.name', 'connect.code', 'settings.status', 'settings.columns.status', 'settings.rename.name',
  'shell.roles.admin', 'shell.languages.en', 'shell.languages.de', 'activity.system', 'activity.noTarget', 'activity.things.logos', 'activity.things.api-tokens', 'activity.kinds.tokens', 'catalogTools.history.platform',
])
/** English writes these fields as words of their own name; places that need no word after the name stay empty. */
const isOpen = (path: string): boolean => path.startsWith('activity.fields.') || path.startsWith('problem.sentences.')
const mayBeEmpty = (path: string): boolean => path.startsWith('sends.after.')

describe('English and German', () => {
  it('have the same sentences', () => {
    expect([...german.keys()].filter((path) => !english.has(path) && !isOpen(path))).toEqual([])
    expect(paths.filter((path) => !german.has(path))).toEqual([])
  })

  it('take the same arguments, and say each of them', () => {
    const arity = (leaf: Leaf | undefined): number => (typeof leaf === 'function' ? leaf.length : 0)
    expect(paths.filter((path) => arity(english.get(path)) !== arity(german.get(path)))).toEqual([])
    expect(paths.filter((path) => !pairs.some((pair) => pair.path === path))).toEqual([])
    const named = (text: string): string[] => marks.filter((mark) => text.includes(mark))
    const unequal = pairs.filter((pair) => named(pair.en).join() !== named(pair.de).join() || /\d/.test(pair.en) !== /\d/.test(pair.de))
    expect(unequal).toEqual([])
  })

  it('write numbers their own way', () => {
    const large = pairs.filter((pair) => /1[.,]234/.test(pair.en + pair.de))
    expect(large.length).toBeGreaterThan(3)
    expect(large.filter((pair) => !pair.en.includes('1,234') || !pair.de.includes('1.234'))).toEqual([])
  })

  it('say something, calmly', () => {
    const loud = pairs.filter((pair) => [pair.en, pair.de].some((text) => /!|\b(please|bitte|sorry|oops|hoppla)\b/i.test(text)))
    expect(loud).toEqual([])
    expect(pairs.filter((pair) => (pair.en.trim() === '' || pair.de.trim() === '') && !mayBeEmpty(pair.path))).toEqual([])
    expect(pairs.filter((pair) => [pair.en, pair.de].some((text) => /undefined|\[object|NaN/.test(text)))).toEqual([])
  })

  it('are not the same sentence', () => {
    const same = pairs.filter((pair) => pair.en === pair.de && /[a-z]{2}/i.test(fromUs(pair.en)) && !alike.has(pair.path))
    expect([...new Set(same.map(({ path }) => path))]).toEqual([])
  })
})

describe('German', () => {
  it('has one word for each idea, that of docs/concepts.md', () => {
    const others = /\b(Eigentümer|Besitzer|Workspaces?|eingebaut\w*|Login|Kennwort|Provider|Marketplace|Plattformadmin\w*|Testanfragen?|Testen|getestet|API-Zug[aä]nge?|Auswahlregeln?|Anmeldeverfahren|Mails?)\b/
    const sayings = [...pairs.map(({ path, de: text }) => `${path}: ${text}`), ...listSentences(deEditor).map(([path, leaf]) => `editor.${path}: ${say(leaf, marks) ?? ''}`), ...listSentences(deMail).map(([path, leaf]) => `mail.${path}: ${say(leaf, marks) ?? ''}`)]
    expect(sayings.filter((saying) => others.test(saying.replaceAll('E-Mail', '').replace(/^[\w.-]+: /, '')))).toEqual([])
  })

  it('speaks to people as Sie, with its own quotes', () => {
    expect(pairs.filter(({ de: text }) => /\b(du|dein|deine[mnrs]?|dir|dich)\b/i.test(text))).toEqual([])
    expect(pairs.filter(({ de: text }) => /“[^„]*”|^[^„]*“/.test(text))).toEqual([])
  })
})
