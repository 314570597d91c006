import { once } from 'node:events'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { CallOutcome } from '../ports.ts'
import { recordAnswer } from './recordAnswer.ts'

const usage = { tokensIn: ['/usage/in'], tokensOut: ['/usage/out'], cost: [] }

it('says that an outcome is still to come while a compressed answer that has ended is read', async () => {
  const body = Readable.from([gzipSync(`{"text":"${Array.from({ length: 100_000 }, (_, at) => at).join(' ')}","usage":{"in":3,"out":4}}`)])
  const outcomes: CallOutcome[] = []
  let expected = 0
  recordAnswer({
    response: { status: 200, headers: [['content-type', 'application/json'], ['content-encoding', 'gzip']], body, remoteAddress: null },
    isRefused: false, attempts: 1, usage, late: null,
    part: { source: 'byo', connectionId: 'c', startedAt: 0, attemptsBefore: 0, context: { account: 'a', provider: 'p', user: null, builtInId: null, by: { kind: 'server' } } },
    ports: {
      now: () => new Date(),
      record: (outcome) => outcomes.push(outcome),
      expectRecord: () => {
        expected += 1
        return () => {
          expect(outcomes).toHaveLength(1)
          expected -= 1
        }
      },
    },
  })
  body.resume()
  await once(body, 'close')
  expect([expected, outcomes]).toEqual([1, []])
  await expect.poll(() => [expected, outcomes.map((one) => one.metered?.tokensOut)]).toEqual([0, [4]])
})
