import { describe, expect, it } from 'vitest'
import type { Call, TestConnection, TestToken } from '#tests/support/processes/Call.ts'
import { judgeCalls, type Outage } from '#tests/support/processes/judgeCalls.ts'

/** The judge of the fleet's test, which finds nothing on good days: it sees each fault that it is there for. */

const makeConnection = (id: string, account: string): TestConnection => ({ id, account, endedAt: null, endingSince: null, keys: [{ value: `key-${id}`, account, connection: id, endedAt: null }] })
const makeToken = (account: string): TestToken => ({ id: 't', value: 'v', account, endedAt: null, endingSince: null })
const makeCall = (rest: Partial<Call> = {}): Call => ({ id: 'c1', account: 'a', connection: null, token: makeToken('a'), sentAt: 10_000, answeredAt: 10_010, broken: null, servedBy: 'gateway 1', status: 200, origin: 'provider', codes: [], ...rest })

function judge({ call, key = 'key-1', outages = [], change = () => {} }: { call: Call; key?: string | null; outages?: Outage[]; change?: (connection: TestConnection) => void }): string[] {
  const connections = [makeConnection('1', 'a'), makeConnection('2', 'a'), makeConnection('3', 'b')]
  change(connections[0]!)
  const asked = call.connection === null ? call : { ...call, connection: connections.find(({ id }) => id === call.connection?.id) ?? null }
  const faults = judgeCalls({ calls: [asked], arrivals: key === null ? [] : [{ call: call.id, authorization: `Bearer ${key}` }], connections, outages, boundMs: 1_000 })
  return Object.entries(faults).flatMap(([name, found]) => (found.length > 0 ? [name] : []))
}

describe('the judge of calls', () => {
  it('has nothing to say of a call with a key of its account, or of the connection it names', () => {
    expect(judge({ call: makeCall() })).toEqual([])
    expect(judge({ call: makeCall({ connection: makeConnection('1', 'a') }) })).toEqual([])
  })

  it.each([
    ['of another account', makeCall(), 'key-3'],
    ['of another connection', makeCall({ connection: makeConnection('1', 'a') }), 'key-2'],
    ['that was never made', makeCall(), 'v'],
    ['of a call that nobody sent', makeCall({ id: 'c2' }), 'key-3'],
  ])('sees a key %s', (_what, call, key) => {
    expect(judge({ call, key })).toContain('wrongCredential')
  })

  it('sees a key and a token that had ended before the bound, and not within it', () => {
    const endAt = (at: number) => (connection: TestConnection) => void (connection.keys[0]!.endedAt = at)
    expect(judge({ call: makeCall(), change: endAt(8_900) })).toEqual(['afterRevocation'])
    expect(judge({ call: makeCall(), change: endAt(9_100) })).toEqual([])
    // Revoked while nobody could be told, it may be used for longer.
    const silence: Outage = { from: 8_000, until: 9_500, codes: [], cut: [], boundMs: 1_500 }
    expect(judge({ call: makeCall(), change: endAt(8_900), outages: [silence] })).toEqual([])
    expect(judge({ call: makeCall(), change: endAt(8_400), outages: [silence] })).toEqual(['afterRevocation'])
    expect(judge({ call: makeCall({ token: { ...makeToken('a'), endedAt: 8_900, endingSince: 8_800 } }) })).toEqual(['afterRevocation'])
  })

  it('sees refusals from no list, and with the status of another', () => {
    const refused = (rest: Partial<Call>) => judge({ call: makeCall({ origin: 'patchbay', ...rest }), key: null })
    expect(refused({ status: 500, codes: ['oops'] })).toContain('unlisted')
    expect(refused({ status: 500, codes: ['database_unavailable'] })).toContain('unlisted')
    expect(refused({ status: 401, codes: [] })).toContain('unlisted')
    expect(refused({ status: 503, codes: ['database_unavailable'] })).toEqual(['needless'])
  })

  it('excuses what an outage explains, of those it broke, and nothing else', () => {
    const outage: Outage = { from: 9_000, until: 11_000, codes: ['database_unavailable'], cut: ['gateway 1'], boundMs: 0 }
    const refused = { status: 503, origin: 'patchbay', codes: ['database_unavailable'] }
    expect(judge({ call: makeCall(refused), key: null, outages: [outage] })).toEqual([])
    expect(judge({ call: makeCall({ ...refused, sentAt: 11_001, answeredAt: 11_002 }), key: null, outages: [outage] })).toEqual(['needless'])
    expect(judge({ call: makeCall({ broken: 'cut', status: 502 }), outages: [outage] })).toEqual([])
    expect(judge({ call: makeCall({ broken: 'cut', status: 502, servedBy: 'gateway 2' }), outages: [outage] })).toEqual(['needless'])
  })

  it('excuses the refusal of what somebody had begun to revoke, and no other', () => {
    const refused = makeCall({ status: 409, origin: 'patchbay', codes: ['connection_revoked'], connection: makeConnection('1', 'a') })
    expect(judge({ call: refused, key: null, change: (connection) => void (connection.endingSince = 9_000) })).toEqual([])
    expect(judge({ call: refused, key: null })).toEqual(['needless'])
    const ofEndingToken = { ...refused, token: { ...makeToken('a'), endingSince: 9_000 } }
    expect(judge({ call: ofEndingToken, key: null })).toEqual(['needless'])
    expect(judge({ call: ofEndingToken, key: null, change: (connection) => void (connection.endingSince = 9_000) })).toEqual([])
  })
})
