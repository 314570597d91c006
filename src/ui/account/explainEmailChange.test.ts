import { afterAll, describe, expect, it } from 'vitest'
import { findReaderBy } from '#src/messages/currentReader.ts'
import { readers } from '#src/messages/readers.ts'
import { ApiError, type ApiProblem } from '../ApiError.ts'
import { translateProblem } from '../translateProblem.ts'
import { explainEmailChange } from './explainEmailChange.ts'

/** As the form gets it: in the reader's language already. */
const explain = (change: Partial<ApiProblem>) => explainEmailChange(new ApiError({ status: 422, problems: [translateProblem({ code: null, message: 'Said.', hint: null, field: null, note: null, requestId: null, ...change })] }))

describe.each(['en', 'de'] as const)('explainEmailChange (%s)', (language) => {
  afterAll(() => findReaderBy(() => readers.en))

  it('tells what is no address from one that somebody has', () => {
    findReaderBy(() => readers[language])
    const { noEmail, takenEmail, wrong } = readers[language].messages.account.you
    expect(explain({ code: 'validation_failed', field: 'email', message: 'email: this is no e-mail address' })).toEqual({ field: 'email', text: noEmail })
    expect(explain({ code: 'conflict', field: 'email', message: 'email: Somebody has this address already.' })).toEqual({ field: 'email', text: takenEmail })
    expect(explain({ code: 'validation_failed', field: 'current', message: 'This is not your current password.' })).toEqual({ field: 'current', text: wrong })
  })
})
