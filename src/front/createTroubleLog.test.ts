import { describe, expect, it } from 'vitest'
import { createTroubleLog } from './createTroubleLog.ts'
import type { ProxyLogLine } from './handleProxy.ts'

const fine: ProxyLogLine = { event: 'proxy', requestId: 'r', method: 'GET', status: 200, origin: 'provider', code: null, caller: 'token:t', account: 'a', provider: null, connection: 'c', source: 'byo', attempts: 1, passedOver: [], durationMs: 1, isCut: false }

describe('the log of calls', () => {
  it('says nothing of those that went well, and one line of each that did not', () => {
    const lines: string[] = []
    const log = createTroubleLog({ print: (line) => lines.push(line), now: () => 1_000 })
    for (const part of [{}, { code: 'not_found' }, { isCut: true }, { attempts: 2 }, { passedOver: ['c2'] }]) log({ ...fine, ...part })
    expect(lines.map((line) => JSON.parse(line) as ProxyLogLine)).toMatchObject([{ time: '1970-01-01T00:00:01.000Z', event: 'proxy', requestId: 'r', code: 'not_found' }, { isCut: true }, { attempts: 2 }, { passedOver: ['c2'] }])
  })

  it('prints so many a second, and then how many it left out', () => {
    let at = 0
    const lines: { event: string; count?: number }[] = []
    const log = createTroubleLog({ print: (line) => lines.push(JSON.parse(line)), perSecond: 50, now: () => at })
    for (let index = 0; index < 10_000; index += 1) log({ ...fine, code: 'unauthenticated' })
    expect(lines).toHaveLength(50)
    at = 1_000
    log({ ...fine, code: 'unauthenticated' })
    expect(lines.slice(50)).toMatchObject([{ event: 'proxy_lines_dropped', count: 9_950 }, { event: 'proxy' }])
  })
})
