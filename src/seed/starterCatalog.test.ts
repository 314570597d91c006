import * as icons from 'simple-icons'
import { describe, expect, it } from 'vitest'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { matchesPattern } from '#src/engine/catalog/matchesPattern.ts'
import type { ProviderRow } from '#src/engine/catalog/providerRowSchema.ts'
import { neededParts, rateRow } from '#src/engine/catalog/rateRow.ts'
import { recognizeKey } from '#src/engine/catalog/recognizeKey.ts'
import { loadSeedRows } from './loadSeedRows.ts'

const rows = loadSeedRows().map((row) => row as unknown as ProviderRow)
const keys = rows.map((row) => row.key)

const PROMISED = [
  'fal', 'google-gemini', 'vercel-ai-gateway', 'elevenlabs', 'resend', 'github', 'google-workspace', 'skytells', 'firecrawl', 'perplexity', 'v0', 'webflow',
  'superagent', 'linear', 'slack', 'stripe', 'clerk', 'vercel-blob', 'mailchimp', 'reddit', 'telegram', 'openai', 'anthropic', 'groq', 'novita', 'deepinfra',
  'openrouter', 'serper', 'outlook', 'airtable', 'notion',
]

const CATEGORIES = ['AI', 'Communication', 'CRM', 'Developer tools', 'Email', 'Marketing', 'Payments', 'Productivity', 'Project management', 'Search', 'Storage and data']

describe('the starter catalog', () => {
  it('holds every promised provider and many more', () => {
    expect(PROMISED.filter((key) => !keys.includes(key))).toEqual([])
    expect(keys.length).toBeGreaterThanOrEqual(PROMISED.length + 40)
  })

  it('gives the promised fields', () => {
    const fieldsOf = (key: string) => rows.find((row) => row.key === key)!.authMethods[0]!.fields!.map((field) => [field.name, field.secret ?? true, field.required ?? true])
    expect(fieldsOf('skytells')).toEqual([['apiKey', true, true], ['baseUrl', false, false]])
    expect(fieldsOf('resend')).toEqual([['apiKey', true, true], ['fromEmail', false, true]])
    expect(fieldsOf('linear')).toEqual([['apiKey', true, true], ['teamId', false, true]])
    expect(Object.keys(rows.find((row) => row.key === 'google-workspace')!.services!)).toEqual(expect.arrayContaining(['drive', 'sheets', 'gmail', 'youtube']))
  })

  it('offers every row, and a way to sign in at the services that are made for it', () => {
    expect(rows.filter((row) => (row.status ?? 'live') !== 'live').map((row) => row.key)).toEqual([])
    const withSignIn = rows.filter((row) => row.authMethods.some((method) => method.type === 'oauth2_code')).map((row) => row.key)
    expect(withSignIn).toEqual(expect.arrayContaining(['airtable', 'github', 'google-workspace', 'linear', 'notion', 'outlook', 'reddit', 'slack']))
  })

  it('puts no way to sign in first where a key can be pasted, since that needs a client of the platform’s', () => {
    const isFirst = (row: ProviderRow): boolean => row.authMethods[0]!.type === 'oauth2_code' && row.authMethods.some((method) => method.fields?.some((field) => field.secret ?? true))
    expect(rows.filter(isFirst).map((row) => row.key)).toEqual([])
  })
})

const slugs = new Set(Object.values(icons).map((icon) => (icon as { slug?: string }).slug))

describe.each(rows.map((row) => [row.key, row] as const))('the row of %s', (_key, row) => {
  it('reads well in a card: short, found by other words, with an icon that exists', () => {
    expect(row.description.length).toBeLessThanOrEqual(80)
    expect(row.description).toMatch(/^[A-Z0-9].*\.$/)
    expect(row.keywords!.length).toBeGreaterThan(0)
    expect(CATEGORIES).toContain(row.category)
    expect([undefined, ...slugs]).toContain(row.logoSlug)
  })

  it('leads people to the service’s own pages', () => {
    expect([row.website, row.docsUrl, row.manageUrl, row.helpUrl, row.source?.url].filter((url) => !url?.startsWith('https://'))).toEqual([])
    expect(row.helpText).toMatch(/^[A-Z].*\.$/)
  })

  it('takes longer keys of the same form, since vendors lengthen theirs', () => {
    const compiled = checkRow({ row })
    const secrets = compiled.ok ? compiled.compiled.authMethods.flatMap((method) => method.fields.filter((field) => field.secret && field.pattern !== null && field.example !== null)) : []
    const isFixed = (pattern: string): boolean => /\{\d+\}\$$/.test(pattern)
    // The last run of letters and digits is what vendors lengthen; what follows it (a plan, a region) stays.
    const longer = (example: string): string => example.replace(/([a-z0-9])(?=(?:-us\d+|:fx)?$)/i, '$1abc123')
    expect(secrets.filter((field) => !isFixed(field.pattern!) && !matchesPattern(field.pattern!, longer(field.example!))).map((field) => field.name)).toEqual([])
  })
})

describe('what a live row lacks', () => {
  const lacksOf = (row: unknown) => rateRow(row).lacks.filter(({ part }) => neededParts.includes(part))
  const live = loadSeedRows({ demoUpstreamUrl: 'http://127.0.0.1:1' }).map((row) => row as unknown as ProviderRow).filter((row) => (row.status ?? 'live') === 'live')

  it.each(live.map((row) => [row.key, row] as const))('%s has test, help, pattern and example, or says why not', (_, row) => {
    expect(lacksOf(row).filter(({ reason }) => reason === null)).toEqual([])
  })

  it('gives no reason for what is there', () => {
    expect(live.filter((row) => Object.keys(row.gaps ?? {}).some((part) => !rateRow(row).lacks.some((lack) => lack.part === part))).map((row) => row.key)).toEqual([])
  })

  it('would be told', () => {
    expect(lacksOf({ ...live.find((row) => row.test && !row.gaps), test: null, helpUrl: null }).map(({ part, reason }) => [part, reason])).toEqual([['helpUrl', null], ['test', null]])
  })
})

describe('a key pasted in the wrong dialog', () => {
  const candidates = rows.map(({ key, name, authMethods }) => ({ key, name, patterns: authMethods.flatMap((method) => (method.fields ?? []).flatMap((field) => ((field.secret ?? true) && field.pattern ? [field.pattern] : []))) }))
  const filler = 'abc123'.repeat(8)
  it.each([
    [['sk-proj', '-'], 'openai'], [['sk-svcacct', '-'], 'openai'], [['sk-ant-api03', '-'], 'anthropic'], [['sk-or-v1', '-'], 'openrouter'], [['sk-lf', '-'], 'langfuse'],
    [['sk_live_51', ''], 'stripe'], [['rk_test', '_'], 'stripe'], [['re', '_'], 'resend'], [['gsk', '_'], 'groq'], [['xai', '-'], 'xai'], [['pplx', '-'], 'perplexity'],
    [['csk', '-'], 'cerebras'], [['hf', '_'], 'hugging-face'], [['r8', '_'], 'replicate'], [['tvly', '-'], 'tavily'], [['fc', '-'], 'firecrawl'], [['vck', '_'], 'vercel-ai-gateway'],
    [['ghp', '_'], 'github'], [['github_pat', '_'], 'github'], [['glpat', '-'], 'gitlab'], [['ntn', '_'], 'notion'], [['lin_api', '_'], 'linear'], [['xkeysib', '-'], 'brevo'],
    [['phx', '_'], 'posthog'], [['sbp', '_'], 'supabase'], [['xoxb', '-'], 'slack'], [['pat-eu1', '-'], 'hubspot'],
    // Several services begin their keys like this: nobody can tell, so nobody is named.
    [['sk', '-'], null], [['sk_test', '_'], null], [['sk_live', '_'], null],
  ] as const)('that begins with %j is known as %s', (parts, owner) => {
    expect(recognizeKey({ value: `${parts.join('')}${filler}`, rows: candidates })?.key ?? null).toBe(owner)
  })
})
