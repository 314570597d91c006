import type { Parameter } from './describeOperation.ts'
import { enumOf } from './JsonSchema.ts'

/** Of which time, wherever usage is asked for. */
export const usageParameters: Parameter[] = [
  { name: 'from', in: 'query', description: 'A date (its beginning in UTC) or a moment; 30 days before `to` when left out.' },
  { name: 'to', in: 'query', description: 'A date or a moment, not included; now when left out.' },
  { name: 'interval', in: 'query', schema: enumOf(['hour', 'day']) },
]

export const usageTimes = 'Up to date within a few seconds. By the hour for up to 7 days, by the day (UTC) beyond, unless `interval` says otherwise; hours for at most 31 days, days for at most 400.'
