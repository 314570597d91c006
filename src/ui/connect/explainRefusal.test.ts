import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCatalogue } from '#src/engine/errors.ts'
import { findReaderBy } from '#src/messages/currentReader.ts'
import { readers } from '#src/messages/readers.ts'
import { ApiError, type ApiProblem } from '../ApiError.ts'
import { translateProblem } from '../translateProblem.ts'
import { explainRefusal } from './explainRefusal.ts'

const problem = (change: Partial<ApiProblem>): ApiProblem => ({ code: null, message: 'Said.', hint: null, field: null, note: null, requestId: null, ...change })
const explain = (change: Partial<ApiProblem>) => explainRefusal({ error: new ApiError({ status: 422, problems: [problem(change)] }), provider: 'Acme', account: 'Shop', isNew: true })

describe('explainRefusal', () => {
  it('does not repeat what the sentence of a test ends with', () => {
    expect(explain({ code: 'rate_limited', field: 'credentialPayload', hint: 'Wait.' }).hint).toBeNull()
    expect(explain({ code: 'credential_rejected', field: 'credentialPayload', hint: 'Copy it.' }).hint).toBe('Copy it.')
    expect(explain({ code: 'rate_limited', hint: 'Wait.' }).hint).toBe('Wait.')
  })
})

describe('translateProblem', () => {
  beforeAll(() => findReaderBy(() => readers.de))
  afterAll(() => findReaderBy(() => readers.en))

  it.each(['validation_failed', 'credential_format'] as const)('leaves the words of the row alone, and says those of %s in German', (code) => {
    const own = translateProblem(problem({ code, field: 'credentialPayload.apiKey', hint: 'Found under Settings of Acme.' }))
    expect(own.hint).toBe('Found under Settings of Acme.')
    expect(translateProblem(problem({ code, field: 'credentialPayload.apiKey', hint: errorCatalogue[code].hint })).hint).not.toBe(errorCatalogue[code].hint)
  })
})
