import { describe, expect, it } from 'vitest'
import { makeCompiled, makeMethod, makeTest } from '#tests/support/makeCompiled.ts'
import { explainTest } from './explainTest.ts'

const test = makeTest({ acceptAlso: [{ status: 401, pointer: '/name', equals: 'restricted' }] })
const method = makeMethod({ test })
const compiled = makeCompiled({ baseUrl: 'https://api.example.com', authMethods: [method] })

const explain = (status: number, body: unknown) =>
  explainTest({ compiled, method, test, values: { key: 'k'.repeat(20) }, answer: { status, headers: [], body: Buffer.from(JSON.stringify(body)) }, now: new Date(0) })

describe('explainTest with a row that accepts a further answer', () => {
  it('takes a refusal of the request, not of the key, as a yes', () => {
    expect(explain(401, { name: 'restricted' })).toMatchObject({ ok: true, httpStatus: 401 })
  })
  it('still refuses on every other answer of that status', () => {
    expect(explain(401, { name: 'unknown' })).toMatchObject({ ok: false, code: 'credential_rejected' })
    expect(explain(401, null)).toMatchObject({ ok: false, code: 'credential_rejected' })
  })
})
