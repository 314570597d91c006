import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { codesOf, type Stage, startStage } from '#tests/support/startStage.ts'

/** Rows travel in bulk: large files, hostile rows, the same key twice, two imports at once. */
let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.stop())

type Row = Record<string, unknown>
type Result = { key: string | null; action: string; diff: { path: string }[]; problems: { path: string; reason: string }[] }
const send = (providers: unknown, rest: Row = {}) => stage.request('POST', '/api/integration-providers/import', { as: stage.platform, body: { providers, ...rest } })
const importing = async (providers: unknown[], rest: Row = {}): Promise<Result[]> => expectStatus(await send(providers, rest)).body.results
const countKeys = async (like: string): Promise<number> => Number((await stage.sql<{ n: string }>('select count(*) as n from integration_providers where key like $1', [like]))[0]!.n)
const tally = (results: Result[]): Record<string, number> => Object.fromEntries([...Map.groupBy(results, ({ action }) => action)].map(([action, all]) => [action, all.length]))
const prefix = (): string => `b${randomBytes(4).toString('hex')}`
const makeRows = (name: string, count: number, rest: Row = {}): Row[] => Array.from({ length: count }, (_, index) => stage.service.row({ key: `${name}-${index}`, name: `Row ${index}`, keywords: ['bulk', `word-${index}`], ...rest }))

it('takes 1,000 rows at once: judged, made, repeated, changed', async () => {
  const name = prefix()
  expect(tally(await importing(makeRows(name, 1_000), { dryRun: true }))).toEqual({ created: 1_000 })
  expect(await countKeys(`${name}-%`)).toBe(0)
  expect(tally(await importing(makeRows(name, 1_000)))).toEqual({ created: 1_000 })
  expect(tally(await importing(makeRows(name, 1_000)))).toEqual({ unchanged: 1_000 })
  const changed = makeRows(name, 1_000).map((row, index) => (index % 10 === 0 ? { ...row, description: 'Another one.' } : row))
  expect(tally(await importing(changed))).toEqual({ unchanged: 900, updated: 100 })
  expect(await countKeys(`${name}-%`)).toBe(1_000)
  const exported = expectStatus(await stage.request('GET', '/api/integration-providers/export', { as: stage.platform })).body.providers as Row[]
  expect(exported.filter(({ key }) => String(key).startsWith(name))).toHaveLength(1_000)
  // What people ask for comes by the page, as before.
  expect(expectStatus(await stage.request('GET', '/api/integration-providers?limit=0', { as: stage.platform })).body.docs).toHaveLength(200)
}, 120_000)

describe('rows that nobody would write by hand', () => {
  it.each<[string, () => unknown, string]>([
    ['10,000 fields', () => stage.service.row({ authMethods: [{ key: 'k', type: 'custom', label: 'K', fields: Array.from({ length: 10_000 }, (_, index) => ({ name: `f${index}`, label: 'F' })) }] }), 'authMethods.0.fields'],
    ['60,000 values', () => stage.service.row({ keywords: Array.from({ length: 60_000 }, () => 'x') }), 'keywords'],
    ['a text of 4 MB', () => stage.service.row({ description: 'x'.repeat(4_000_000) }), 'description'],
    ['a key that JavaScript reads', () => JSON.parse('{"key":"evil","constructor":{"prototype":{"polluted":1}}}'), 'constructor'],
    ['60 levels', () => ({ key: 'deep', services: JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) }), `services.${Array(40).fill('a').join('.')}`],
    ['nothing but a number', () => 7, ''],
  ])('%s: refused by its path, and nothing is written', async (_name, make, path) => {
    const [result] = await importing([make()])
    expect([result!.action, result!.problems[0]?.path]).toEqual(['refused', path])
    expect(({} as Row).polluted).toBeUndefined()
    expect(await countKeys('evil')).toBe(0)
  })

  it('more than 5 MB are not read, more than 2,000 rows not taken', async () => {
    const large = await send([stage.service.row({ description: 'x'.repeat(5_300_000) })])
    expect([large.status, codesOf(large)]).toEqual([413, ['payload_too_large']])
    const rows = await send(Array.from({ length: 2_001 }, () => ({})))
    expect([rows.status, codesOf(rows)]).toEqual([422, ['validation_failed']])
    expect(codesOf(await send('globex'))).toEqual(['validation_failed'])
  })
})

it('takes no row in part of an import that is replaced by one which is refused, however many stand between', async () => {
  const name = prefix()
  const [first, second, last, other] = makeRows(name, 4) as [Row, Row, Row, Row]
  const rows = [{ ...first, status: 'deprecated', replacedBy: `${name}-1` }, { ...second, status: 'deprecated', replacedBy: `${name}-2` }, { ...last, website: 'no address' }, { ...other, status: 'deprecated', replacedBy: 'globex' }]
  for (const dryRun of [true, false]) {
    const results = await importing(rows, { partial: true, dryRun })
    expect(results.map(({ action }) => action)).toEqual(['refused', 'refused', 'refused', 'created'])
    expect(results[0]!.problems).toEqual([{ path: 'replacedBy', reason: `There is no provider “${name}-1”.` }])
  }
  expect(await stage.sql('select key from integration_providers where key like $1', [`${name}-%`])).toEqual([{ key: `${name}-3` }])
})

describe('the same key twice', () => {
  it('in one import is refused at its second place; without `partial` nothing is written', async () => {
    const name = prefix()
    const rows = [...makeRows(name, 1), { ...makeRows(name, 1)[0], name: 'The other' }]
    const results = await importing(rows)
    expect(results.map(({ action }) => action)).toEqual(['created', 'refused'])
    expect(results[1]!.problems).toEqual([{ path: 'key', reason: `“${name}-0” stands in this import twice.` }])
    expect(await countKeys(`${name}-%`)).toBe(0)
    await importing(rows, { partial: true })
    expect(await stage.sql('select name from integration_providers where key = $1', [`${name}-0`])).toEqual([{ name: 'Row 0' }])
  })

  it('in two imports at once is made once; the second finds it and leaves it', async () => {
    const name = prefix()
    const both = await Promise.all([importing(makeRows(name, 40)), importing(makeRows(name, 40))])
    expect(both.map(tally).sort((one, other) => (one.created ?? 0) - (other.created ?? 0))).toEqual([{ unchanged: 40 }, { created: 40 }])
    expect(await countKeys(`${name}-%`)).toBe(40)
  })

  it('in two imports that differ leaves one of them whole', async () => {
    const name = prefix()
    await Promise.all(['One', 'Other'].map((description) => importing(makeRows(name, 20, { description }))))
    const found = await stage.sql<{ description: string }>('select distinct description from integration_providers where key like $1', [`${name}-%`])
    expect(found).toHaveLength(1)
  })
})

it('exports the rows that were asked for, and what is exported is imported without a change', async () => {
  const name = prefix()
  await importing(makeRows(name, 3))
  const asked = expectStatus(await stage.request('GET', `/api/integration-providers/export?keys=${name}-2,${name}-0,nowhere`, { as: stage.platform })).body.providers as Row[]
  expect(asked.map(({ key }) => key)).toEqual([`${name}-0`, `${name}-2`])
  expect(tally(await importing(asked))).toEqual({ unchanged: 2 })
})

it('offers the starter rows that are not there yet', async () => {
  const starters = async (): Promise<Row[]> => expectStatus(await stage.request('GET', '/api/integration-providers/starters', { as: stage.platform })).body.providers
  const before = await starters()
  expect(before.length).toBeGreaterThan(20)
  await importing(before.slice(0, 2))
  expect((await starters()).map(({ key }) => key)).toEqual(before.slice(2).map(({ key }) => key))
})
