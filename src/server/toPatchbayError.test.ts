import { describe, expect, it } from 'vitest'
import { toPatchbayError } from './toPatchbayError.ts'

const databaseError = (code: string): Error => Object.assign(new Error('the driver’s own words'), { code })

describe('toPatchbayError', () => {
  it.each(['40P01', '40001', '57P01', '55000', '08P01', 'ECONNRESET'])('%s is the database’s trouble and worth another try, also below wrappers', (code) => {
    for (const error of [databaseError(code), new Error('cannot begin transaction', { cause: new Error('query failed', { cause: databaseError(code) }) })]) {
      expect(toPatchbayError(error)).toMatchObject({ code: 'database_unavailable', status: 503, retryable: true })
    }
  })

  it('keeps an unknown fault internal, with none of its text', () => {
    expect(toPatchbayError(databaseError('XX000'))).toMatchObject({ code: 'internal', status: 500, message: expect.not.stringContaining('driver') })
  })
})
