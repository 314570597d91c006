import { randomBytes } from 'node:crypto'
import type { SanitizedConfig } from 'payload'
import { beforeAll, describe, expect, it } from 'vitest'
import { deAdminPanel } from '#src/messages/deAdminPanel.ts'

type Shown = { en?: unknown; de?: unknown }

/** Every label, description and group of what an admin may come to see, with the place it stands at. */
function listTexts(value: unknown, path: string): { path: string; text: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => listTexts(one, `${path}[${(one as { name?: string } | null)?.name ?? index}]`))
  if (value === null || typeof value !== 'object') return []
  const one = value as Record<string, unknown>
  // Payload's own, and not shown.
  if (one['name'] === 'blockName' || one['type'] === 'ui') return []
  if (one['hidden'] === true || (one['admin'] as { hidden?: unknown } | undefined)?.hidden === true) return []
  return Object.entries(one).flatMap(([key, inner]) => (['label', 'singular', 'plural', 'description', 'group'].includes(key) && inner !== undefined ? [{ path: `${path}.${key}`, text: inner }] : ['fields', 'tabs', 'blocks', 'options', 'labels', 'admin'].includes(key) ? listTexts(inner, `${path}.${key}`) : []))
}

/** The same in both languages. */
const alike = new Set(['OAuth', 'Webhooks'])

let config: SanitizedConfig
let texts: { path: string; text: unknown }[]
const isBoth = (text: unknown): text is Shown => text !== null && typeof text === 'object' && 'en' in text

beforeAll(async () => {
  process.env.PAYLOAD_SECRET ??= randomBytes(32).toString('hex')
  const { default: loading } = await import('../../payload.config.ts')
  config = await loading
  texts = [...config.collections.filter(({ slug }) => !slug.startsWith('payload-')), ...config.globals].flatMap((one) => listTexts(one, one.slug))
})

describe('the admin panel', () => {
  it('is offered in English and German', () => {
    expect(Object.keys(config.i18n.supportedLanguages).sort()).toEqual(['de', 'en'])
    expect(config.i18n.fallbackLanguage).toBe('en')
  })

  it('names everything of ours in both', () => {
    expect(texts.filter(({ text }) => isBoth(text)).length).toBeGreaterThan(100)
    const untold = texts.flatMap(({ text }) => (isBoth(text) && text.de === text.en && /\p{Ll}{3}/u.test(String(text.en)) && !Object.hasOwn(deAdminPanel, String(text.en)) && !alike.has(String(text.en)) ? [String(text.en)] : typeof text === 'string' ? [text] : []))
    expect([...new Set(untold)].sort()).toEqual([])
  })

  it('has no German for what is not there', () => {
    const named = new Set(texts.map(({ text }) => (isBoth(text) ? text.en : text)))
    expect(Object.keys(deAdminPanel).filter((english) => !named.has(english))).toEqual([])
  })

  it('says calm German', () => {
    const loud = Object.values(deAdminPanel).filter((text) => /!|\bbitte\b|“[^„]*”/i.test(text))
    expect(loud).toEqual([])
  })
})
