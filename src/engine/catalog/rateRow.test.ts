import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadSeedRows } from '#src/seed/loadSeedRows.ts'
import { rateRow, rowParts } from './rateRow.ts'

const whole = () => ({
  key: 'acme', name: 'Acme', category: 'Email', description: 'Sends mail.', logoSlug: 'acme', docsUrl: 'https://acme.example/docs', manageUrl: 'https://acme.example/keys',
  helpUrl: 'https://acme.example/keys', helpText: 'Open Settings → Keys.', keywords: ['mail'], baseUrl: 'https://api.acme.example',
  authMethods: [{ key: 'api-key', type: 'api_key', label: 'API key', fields: [{ name: 'apiKey', label: 'API key', hint: 'Starts with am_', pattern: '^am_[a-z0-9]+$', example: 'am_123abc' }, { name: 'team', label: 'Team', secret: false }] }],
  test: { path: '/me', identity: { label: '/name' } },
  source: { url: 'https://acme.example/docs', date: '2026-11-20' },
})
const without = (change: (row: Record<string, any>) => void) => {
  const row = whole()
  change(row)
  return rateRow(row)
}

describe('rateRow', () => {
  it('finds nothing missing in a whole row', () => {
    expect(rateRow(whole())).toEqual({ score: 100, lacks: [] })
  })

  it.each([
    ['logo', 'logo', 90, (row) => delete row.logoSlug], ['helpUrl', 'helpUrl', 88, (row) => delete row.helpUrl], ['helpText', 'helpText', 90, (row) => (row.helpText = '  ')],
    ['hint', 'authMethods.0.fields.0.hint', 92, (row) => delete row.authMethods[0].fields[0].hint], ['pattern', 'authMethods.0.fields.0.pattern', 90, (row) => (row.authMethods[0].fields[0].pattern = null)],
    ['example', 'authMethods.0.fields.0.example', 90, (row) => delete row.authMethods[0].fields[0].example], ['identity', 'test.identity', 96, (row) => (row.test.identity = {})],
    ['manageUrl', 'manageUrl', 95, (row) => delete row.manageUrl], ['docsUrl', 'docsUrl', 97, (row) => delete row.docsUrl], ['keywords', 'keywords', 97, (row) => (row.keywords = [])],
    ['source', 'source', 95, (row) => delete row.source],
  ] as [string, string, number, (row: Record<string, any>) => void][])('names a missing %s at %s', (part, path, score, change) => {
    expect(without(change)).toEqual({ score, lacks: [{ part, path, reason: null }] })
  })

  it('asks for a test in every method, and for no identity where there is none', () => {
    expect(without((row) => delete row.test)).toEqual({ score: 79, lacks: [{ part: 'test', path: 'test', reason: null }] })
    const halfTested = without((row) => {
      row.authMethods[0].test = row.test
      row.authMethods.push({ key: 'oauth', type: 'oauth2_code', label: 'Authorize' })
      delete row.test
    })
    expect(halfTested.lacks).toEqual([{ part: 'test', path: 'authMethods.1.test', reason: null }])
  })

  it('takes an uploaded logo as well as an icon', () => {
    expect(without((row) => { delete row.logoSlug; row.logo = '0193' }).score).toBe(100)
  })

  it('asks nothing of a key where nobody pastes one', () => {
    expect(without((row) => (row.authMethods = [{ key: 'oauth', type: 'oauth2_code', label: 'Authorize', fields: [] }])).lacks).toEqual([])
  })

  it('lets a row say why it lacks something, and counts that as nothing lost', () => {
    const reason = 'The service has no request that only reads.'
    const { score, lacks } = without((row) => { delete row.test; row.gaps = { test: reason } })
    expect({ score, lacks }).toEqual({ score: 100, lacks: [{ part: 'test', path: 'test', reason }] })
  })

  it('rates an empty form at nothing, naming everything', () => {
    for (const empty of [undefined, null, 'row', [], {}]) {
      expect(rateRow(empty).score).toBe(0)
      expect(rateRow(empty).lacks.map(({ part }) => part)).toEqual([...rowParts])
    }
  })

  it('takes whatever a form holds', () => {
    const keys = fc.constantFrom('authMethods', 'fields', 'test', 'gaps', 'source', 'secret', 'identity', 'path', '__proto__')
    fc.assert(fc.property(fc.dictionary(keys, fc.anything()), fc.array(fc.anything()), (row, methods) => {
      const { score } = rateRow({ ...row, authMethods: methods })
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(100)
    }))
  })

  it('finds the starter catalog above average', () => {
    expect(loadSeedRows().filter((row) => (row as { status?: string }).status !== 'hidden').map((row) => rateRow(row).score).filter((score) => score < 60)).toEqual([])
  })
})
