import { z } from 'zod'

const form = 'a date such as 2027-01-31, or a moment such as 2027-01-31T12:00:00Z'
const years = { first: new Date('0001-01-01T00:00:00.000Z'), last: new Date('9999-12-31T23:59:59.999Z') }

/** A date, or a moment with its offset, within the years that ISO dates of four digits and Postgres write alike. */
export const momentSchema = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], form)
  .refine((text) => new Date(text) >= years.first && new Date(text) <= years.last, form)
