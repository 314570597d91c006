import { errorCatalogue, isErrorCode } from '#src/engine/errors.ts'
import type { Call, TestConnection, TestKey } from './Call.ts'

/** `authorization` as the service saw it. */
export type Arrival = { call: string; authorization: string | undefined }

/** A time in which something was broken: what may be refused or cut in it, and by whom. */
export type Outage = { from: number; until: number; codes: string[]; /** Whose calls may break off. */ cut: string[]; /** How long what was revoked in it may still be used. */ boundMs: number }

type Judging = { calls: Call[]; arrivals: Arrival[]; connections: TestConnection[]; outages: Outage[]; /** After the answer of a revocation. */ boundMs: number }

export type Faults = Record<'wrongCredential' | 'afterRevocation' | 'unlisted' | 'needless', string[]>

/**
 * What was wrong with calls: a credential of somebody else, a key or token that had been revoked or replaced longer than the
 * bound ago when the call was sent, a refusal from no list, and a call that failed although nothing stood in its way.
 */
export function judgeCalls({ calls, arrivals, connections, outages, boundMs }: Judging): Faults {
  const keys = new Map(connections.flatMap((one) => one.keys.map((key): [string, TestKey] => [`Bearer ${key.value}`, key])))
  const byId = new Map(calls.map((call) => [call.id, call]))
  const faults: Faults = { wrongCredential: [], afterRevocation: [], unlisted: [], needless: [] }
  const boundAt = (at: number): number => Math.max(boundMs, ...outages.filter(({ from, until }) => at >= from && at <= until).map((outage) => outage.boundMs))
  for (const arrival of arrivals) {
    const call = byId.get(arrival.call)
    const key = keys.get(arrival.authorization ?? '')
    if (call === undefined || key === undefined || !isTheirs({ call, key })) faults.wrongCredential.push(`${describe(call)} arrived with ${key === undefined ? 'what is no key of ours' : `a key of ${key.connection}`}`)
    else for (const [what, endedAt] of [['key', key.endedAt], ['token', call.token.endedAt]] as const) if (endedAt !== null && call.sentAt > endedAt + boundAt(endedAt)) faults.afterRevocation.push(`${describe(call)} was sent ${Math.round(call.sentAt - endedAt)} ms after its ${what} had ended`)
  }
  for (const call of calls) {
    if (call.status >= 400 && call.broken === null && !isListed(call)) faults.unlisted.push(`${describe(call)}: ${call.status} ${call.codes.join()}`)
    if (call.status !== 200 && !isExcused({ call, outages })) faults.needless.push(`${describe(call)}: ${call.broken ?? ''} ${call.status} ${call.codes.join()} after ${Math.round(call.answeredAt - call.sentAt)} ms, ${sinceLast({ call, outages })}`)
  }
  return faults
}

const isTheirs = ({ call, key }: { call: Call; key: TestKey }): boolean => key.account === call.account && (call.connection === null || key.connection === call.connection.id)

const isListed = ({ status, origin, codes }: Call): boolean => origin === 'patchbay' && codes.length > 0 && codes.every((code) => isErrorCode(code) && errorCatalogue[code].status === status)

function isExcused({ call, outages }: { call: Call; outages: Outage[] }): boolean {
  const within = outages.filter(({ from, until }) => call.sentAt <= until && call.answeredAt >= from)
  if (call.broken !== null) return within.some(({ cut }) => call.servedBy === null || cut.includes(call.servedBy))
  if (within.some(({ codes }) => call.codes.every((code) => codes.includes(code)))) return true
  // From the moment that somebody asked for it.
  const isEnding = (since: number | null | undefined): boolean => since != null && call.answeredAt >= since
  const code = call.codes.join()
  return (code === 'unauthenticated' && isEnding(call.token.endingSince)) || (code === 'connection_revoked' && isEnding(call.connection?.endingSince))
}

/** Which fault it may have been, all the same. */
function sinceLast({ call, outages }: { call: Call; outages: Outage[] }): string {
  const index = outages.findLastIndex(({ from }) => from <= call.sentAt)
  const last = outages[index]
  return last === undefined ? 'before the first fault' : `sent ${Math.round(call.sentAt - last.from)} ms after fault ${index + 1} began, which took ${Math.round(last.until - last.from)} ms`
}

const describe = (call: Call | undefined): string => (call === undefined ? 'A call that nobody sent' : `${call.connection === null ? `By account ${call.account}` : `By connection ${call.connection.id}`}, through ${call.servedBy}`)
