import type { UsageError } from '#src/engine/usage/UsageCounts.ts'

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** How much a connection was used; part of `en`. */
export const enUsage = {
  title: (name: string) => `Usage of ${name}`,
  line: (week: number, month: number) => `${week.toLocaleString('en')} in 7 days, ${month.toLocaleString('en')} in 30`,
  bySource: (own: number, builtIn: number) => `Last 30 days: ${count(own, 'use', 'uses')} of your own keys, ${count(builtIn, 'call', 'calls')} with the platform’s.`,
  ownOnly: (own: number) => `Last 30 days: ${count(own, 'use', 'uses')} of your own keys.`,
  heading: 'Usage',
  lead: 'The last 30 days, by the day (UTC).',
  sources: { byo: 'Your own keys', built_in: 'The platform’s key' },
  callsOf: (n: number, failed: number) => (n === 0 ? 'No calls' : `${count(n, 'call', 'calls')}${failed === 0 ? '' : `, ${failed.toLocaleString('en')} without success`}`),
  handedOutOf: (n: number) => `handed to the platform’s code ${n === 1 ? 'once' : `${n.toLocaleString('en')} times`}`,
  tokensIn: (sent: number, received: number) => `${count(sent, 'AI token', 'AI tokens')} in, ${received.toLocaleString('en')} out`,
  costOf: (money: string) => `cost\u00a0${money}`,
  bar: (when: string, n: number) => `${when}: ${count(n, 'call', 'calls')}`,
  bars: { hour: 'Calls by the hour', day: 'Calls by the day' },
  period: 'Period',
  periods: { day: '24 hours', week: '7 days', month: '30 days' },
  loading: 'Reading the figures…',
  unknown: 'The figures could not be read just now.',
  none: 'Not used in this time.',
  hours: (n: number, most: number) => `By the hour, ${count(n, 'call', 'calls')}${most < n ? `; at most ${most.toLocaleString('en')} in one hour` : ''}.`,
  days: (n: number, most: number) => `By the day (UTC), ${count(n, 'call', 'calls')}${most < n ? `; at most ${most.toLocaleString('en')} on one day` : ''}.`,
  calls: 'Calls',
  errors: 'Without success',
  noErrors: 'none',
  time: 'Until the answer begins',
  timeOf: (half: string, most: string) => `half within ${half}, 95% within ${most}`,
  bytes: 'Traffic',
  bytesOf: (sent: string, received: string) => `${sent} sent, ${received} received`,
  retries: 'Tried again',
  passedOver: 'Served by another key',
  handedOut: 'Handed to the platform’s code',
  tokens: 'AI tokens',
  tokensOf: (sent: string, received: string, answers: number) => `${sent} in, ${received} out, as ${answers === 1 ? 'one answer says' : `${answers.toLocaleString('en')} answers say`}`,
  cost: 'Cost',
  causes: {
    refused: 'The key was refused', rateLimited: 'The provider asked to slow down', clientErrors: 'The request was not accepted', serverErrors: 'The provider had a fault', unreachable: 'The provider could not be reached',
    timeouts: 'No answer in time', brokenOff: 'The answer broke off', notSent: 'Refused by Patchbay before it was sent', givenUp: 'The caller left before the answer',
  } satisfies Record<UsageError, string>,
}
