import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { codesOf, type Stage, startStage } from '#tests/support/startStage.ts'

let stage: Stage
beforeAll(async () => void (stage = await startStage()))
afterAll(() => stage?.stop())

const preview = async (row: Record<string, unknown>, rest: Record<string, unknown> = {}) => expectStatus(await stage.request('POST', '/api/integration-providers/preview', { as: stage.platform, body: { row, ...rest } })).body
const find = async () => expectStatus(await stage.request('GET', '/api/integration-providers?where[key][equals]=globex', { as: stage.platform })).body.docs[0]
const patch = (id: string, body: Record<string, unknown>) => stage.request('PATCH', `/api/integration-providers/${id}`, { as: stage.platform, body })

describe('a row saved by two admins', () => {
  it('counts each change, and refuses the second of two made from one state', async () => {
    const before = await find()
    expectStatus(await patch(before.id, { description: 'First.', version: before.version }))
    const refused = await patch(before.id, { description: 'Second.', version: before.version })
    expect([refused.status, codesOf(refused)]).toEqual([409, ['version_conflict']])
    expect(await find()).toMatchObject({ description: 'First.', version: before.version + 1 })
  })

  it('holds for two that come at once', async () => {
    const { id, version } = await find()
    const answers = await Promise.all(['One.', 'Two.'].map((description) => patch(id, { description, version })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('takes a change that does not say what it was made from', async () => {
    const { id, version } = await find()
    expectStatus(await patch(id, { description: 'By a program.' }))
    expect((await find()).version).toBe(version + 1)
  })
})

describe('the preview of a row', () => {
  it('judges as saving does and stores nothing', async () => {
    const count = async () => (await stage.sql('select count(*)::int as n from integration_providers'))[0]?.n
    const before = await count()
    const { problems, provider } = await preview(stage.service.row({ key: 'globex' }))
    expect(problems).toEqual([{ path: 'key', reason: 'There is already a provider “globex”.' }])
    expect(provider).toMatchObject({ key: 'globex', connections: [] })
    expect((await preview({ ...stage.service.row(), status: 'deprecated', replacedBy: 'nowhere' }, { id: 'x' })).problems).toEqual([{ path: 'replacedBy', reason: 'There is no provider “nowhere”.' }])
    expect(await count()).toBe(before)
  })

  it('shows what is half written, with the words it was given, and offers the icon of its name', async () => {
    const { problems, provider, iconSuggestion } = await preview({ name: 'Stripe' }, { standIns: { name: 'Neu', category: 'Kategorie', description: 'Was er tut.' } })
    expect(problems.map((one: { path: string }) => one.path)).toEqual(expect.arrayContaining(['key', 'category', 'authMethods']))
    expect(provider).toMatchObject({ name: 'Stripe', category: 'Kategorie', logo: { kind: 'monogram' } })
    expect(iconSuggestion).toBe('stripe')
  })

  it('says so of a logo that is not there, and draws two letters', async () => {
    const { problems, provider } = await preview({ ...stage.service.row(), logo: '00000000-0000-4000-8000-000000000000' }, { id: 'x' })
    expect(problems).toEqual([{ path: 'logo', reason: 'There is no logo with that id.' }])
    expect(provider.logo.kind).toBe('monogram')
  })
})

describe('reasons for gaps', () => {
  it('travel with the row, and only for parts that can be missing', async () => {
    const gaps = { test: 'No request only reads.' }
    await stage.importRows(stage.service.row({ gaps }))
    const { providers } = expectStatus(await stage.request('GET', '/api/integration-providers/export?keys=globex', { as: stage.platform })).body
    expect(providers[0].gaps).toEqual(gaps)
    expect((await preview(stage.service.row({ gaps: { soul: 'None.' } }), { id: 'x' })).problems.map((one: { path: string }) => one.path)).toEqual(['gaps.soul'])
  })
})

describe('an uploaded logo', () => {
  const upload = async ({ bytes, type, name }: { bytes: BlobPart; type: string; name: string }) => {
    const form = new FormData()
    form.set('file', new Blob([bytes], { type }), name)
    const front = await stage.openFront()
    const response = await fetch(`${front}/api/logos`, { method: 'POST', headers: stage.platform.headers, body: form })
    return { status: response.status, body: (await response.json()) as { doc?: { filename: string }; errors?: { code: string; message: string }[] } }
  }
  const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${inner}</svg>`

  it('that is a plain drawing shows in the preview', async () => {
    const form = new FormData()
    form.set('file', new Blob([svg('<path d="M0 0h24v24H0z"/>')], { type: 'image/svg+xml' }), 'plain.svg')
    const { doc } = expectStatus(await stage.request('POST', '/api/logos', { as: stage.platform, body: form })).body
    const { provider, problems } = await preview({ ...stage.service.row(), logo: doc.id }, { id: 'x' })
    expect([problems, provider.logo.kind]).toEqual([[], 'image'])
    expect((await stage.request('GET', provider.logo.url)).status).toBe(200)
  })

  it('that holds a script is refused, and nothing of it is kept', async () => {
    for (const inner of ['<script>alert(1)</script>', '<path onload="alert(1)"/>', '<image href="https://example.com/a.png"/>']) {
      const { status, body } = await upload({ bytes: svg(inner), type: 'image/svg+xml', name: 'bad.svg' })
      expect(status, inner).toBe(422)
      expect(body.errors?.[0]?.code).toBe('validation_failed')
    }
    expect(await stage.sql("select 1 from logos where filename like 'bad%'")).toEqual([])
  })

  it('of 20 MB is refused in a sentence, before it is read', async () => {
    const { status, body } = await upload({ bytes: new Uint8Array(20 * 1024 * 1024), type: 'image/png', name: 'huge.png' })
    expect([status, body.errors?.[0]]).toMatchObject([413, { code: 'payload_too_large', message: expect.stringMatching(/larger than \d+ kB/) }])
  })
})
