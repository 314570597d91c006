import { z } from 'zod'

const years = { first: '0001-01-01T00:00:00.000Z', last: '9999-12-31T23:59:59.999Z' }

/** A date or a moment with its offset, within the years that both JSON dates and Postgres write alike. */
export const momentSchema = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .refine((text) => new Date(text) >= new Date(years.first) && new Date(text) <= new Date(years.last), 'a year from 1 to 9999')
