import type { Call, TestConnection, TestToken } from './Call.ts'
import type { Drive } from './driveCalls.ts'
import type { Fault } from './faultKinds.ts'
import type { Outage } from './judgeCalls.ts'
import type { House } from './openHouse.ts'
import type { Fleet } from './startFleet.ts'
import { waitUntilServed } from './waitUntilServed.ts'

/** What a killed process may have answered and not written: it writes once a second, and one write may be under way. */
const unwrittenMs = 2_500

export type FaultReport = { fault: string; recoveredMs: number; brokenOff: number; refused: number; /** Connections that listen, of those that were cut or silenced. */ listeners?: number }

export type Struck = { outage: Outage; report: FaultReport; /** Calls that a crash may have left uncounted. */ mayBeLost: number }

type Striking = { fault: Fault; round: number; fleet: Fleet; house: House; drive: Drive }

/** One fault, and in the middle of it somebody revokes a connection and a token and replaces a key; until all is well again. */
export async function strikeOnce({ fault, round, fleet, house, drive }: Striking): Promise<Struck> {
  const from = performance.now()
  const struck = fault.strike(round)
  const isInForce = (one: TestConnection | TestToken): boolean => one.endingSince === null
  // The oldest, so that all have their turn; never the same two at once.
  const [revoked, replaced] = house.connections.filter(isInForce)
  const token = house.tokens.find(isInForce)
  const changing = Promise.all([house.revokeConnection(revoked as TestConnection), house.replaceKey(replaced as TestConnection), house.revokeToken(token as TestToken)])
  const [{ cut, killed, listeners }] = await Promise.all([struck, changing])
  await waitUntilServed({ fleet, drive })
  const until = performance.now()
  const within = drive.calls.filter((call) => call.answeredAt >= from)
  const unwritten = drive.calls.filter((call) => call.servedBy === killed && isAnswered(call) && call.answeredAt >= from - unwrittenMs && call.answeredAt <= until)
  return {
    outage: { from, until, codes: fault.codes, cut, boundMs: fault.boundMs ?? 0 },
    report: { fault: fault.name, recoveredMs: Math.round(until - from), brokenOff: within.filter((call) => call.broken !== null).length, refused: within.filter((call) => fault.codes.includes(call.codes[0] ?? '')).length, ...(listeners === undefined ? {} : { listeners }) },
    mayBeLost: unwritten.length,
  }
}

const isAnswered = (call: Call): boolean => call.status === 200 && call.origin === 'provider'
