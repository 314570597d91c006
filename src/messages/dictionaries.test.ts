import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { de } from './de.ts'
import { dePanel } from './dePanel.ts'
import { en } from './en.ts'
import { enPanel } from './enPanel.ts'

type Leaf = string | ((...args: unknown[]) => string)

/** `marketplace.countIn` → its sentence. */
function listSentences(value: unknown, path = ''): [string, Leaf][] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, value as Leaf]]
  return Object.entries(value as object).flatMap(([key, inner]) => listSentences(inner, path === '' ? key : `${path}.${key}`))
}

/** The files of words that stand beside the dictionaries: mails. */
const loadBeside = async (language: 'en' | 'de', dictionary: object): Promise<Record<string, object>> => {
  const files = readdirSync(import.meta.dirname).filter((name) => new RegExp(`^${language}[A-Z]\\w*\\.ts$`).test(name) && !/(Sentences|AdminPanel)\.ts$/.test(name))
  const loaded = await Promise.all(files.map(async (name) => [name.slice(2, -3), ((await import(/* @vite-ignore */ `./${name}`)) as Record<string, object>)[name.slice(0, -3)] ?? {}] as const))
  const hung = new Set<unknown>(Object.values(dictionary))
  return Object.fromEntries(loaded.filter(([, words]) => !hung.has(words)))
}
const whole = async (language: 'en' | 'de', dictionary: object, panel: object): Promise<Map<string, Leaf>> => new Map(listSentences({ ...dictionary, panel, ...(await loadBeside(language, { ...dictionary, ...panel, panel })) }))
const english = await whole('en', en, enPanel)
const german = await whole('de', de, dePanel)
const paths = [...english.keys()]

/** A character for each parameter, which no sentence holds. As one letter it also is a list of one, and cannot be cut. */
const marks = ['\uE000', '\uE001', '\uE002', '\uE003', '\uE004']
/** Names of any property, for what takes them all at once. */
const everything = (index: number): unknown => new Proxy({}, { get: (_, key) => (typeof key === 'string' ? marks[index] : undefined) })
const kinds = (index: number): unknown[] => [marks[index], [marks[index]], 1, 1234, null, everything(index)]
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
  return sayings.filter((saying): saying is { path: string; en: string; de: string } => saying.en !== null && saying.de !== null && !saying.en.includes('undefined'))
})
const fromUs = (text: string): string => text.replace(/[\uE000-\uE004]/g, '')

/** Names and words that both languages share. */
const alike = new Set(['Patchbay', 'Name', 'Code', 'Status', 'Logo', 'Logos', 'Website', 'Webhook', 'Webhooks', 'Format', 'App', 'Token', 'API-Token', 'OAuth', 'OAuth 2', 'Admin', 'Admins', 'English', 'Deutsch', 'Version', 'System', 'Start', 'JSON', 'Parameter', 'Details', 'Link', 'Links', 'Filter', 'Text', 'Person', 'Worker'])
/** English writes these fields as words of their own name; places that need no word after the name stay empty. */
const isOpen = (path: string): boolean => path.startsWith('activity.fields.') || path.startsWith('problem.sentences.') || path.startsWith('panel.sentences.')
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
    const same = pairs.filter((pair) => pair.en === pair.de && /[a-z]{2}/i.test(fromUs(pair.en)) && !alike.has(fromUs(pair.en).replace(/[^\p{L}\d -]/gu, '').trim()))
    expect([...new Set(same.map(({ path }) => path))]).toEqual([])
  })
})

describe('German', () => {
  it('has one word for each idea, that of docs/concepts.md', () => {
    const others = /\b(Eigentümer|Besitzer|Workspaces?|eingebaut\w*|Login|Kennwort|Provider|Marketplace|Plattformadmin\w*|Testanfragen?|Testen|getestet|API-Zug[aä]nge?|Auswahlregeln?|Anmeldeverfahren|Mails?)\b/
    expect(pairs.filter(({ de: text }) => others.test(text.replaceAll('E-Mail', '')))).toEqual([])
  })

  it('speaks to people as Sie, with its own quotes', () => {
    expect(pairs.filter(({ de: text }) => /\b(du|dein|deine[mnrs]?|dir|dich)\b/i.test(text))).toEqual([])
    expect(pairs.filter(({ de: text }) => /“[^„]*”|^[^„]*“/.test(text))).toEqual([])
  })
})
