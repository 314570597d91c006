import type { CollectionAfterLoginHook, CollectionBeforeOperationHook } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { groupAddress } from '#src/server/groupAddress.ts'
import { countAttempt, forgetAttempts, takeBackAttempt } from '#src/server/stores/signInAttempts.ts'

const windowSeconds = 600
const limits = { personAtAddress: 10, address: 60, person: 50 }

/**
 * Counts sign-ins (and password mails) by user and by address before the password is looked at. The counts live in
 * Postgres, so that they hold over all processes. The address is the one the front saw, not one a client names.
 */
export const countSignIn: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if ((operation !== 'login' && operation !== 'forgotPassword') || req.payloadAPI !== 'REST') return args
  const email: unknown = (args as { data?: { email?: unknown } }).data?.email
  const keys = keysOf({ email, headers: req.headers })
  const counts = await countAttempt({ req, keys: [keys.address, ...(keys.personAtAddress === null ? [] : [keys.personAtAddress])], windowSeconds })
  refuseAbove({ count: counts.get(keys.address), limit: limits.address })
  if (keys.person === null || keys.personAtAddress === null) return args
  refuseAbove({ count: counts.get(keys.personAtAddress), limit: limits.personAtAddress })
  // Last, and only for what was not refused: one address alone can never use up a person's tries.
  const total = await countAttempt({ req, keys: [keys.person], windowSeconds })
  refuseAbove({ count: total.get(keys.person), limit: limits.person })
  return args
}

/** A success clears this address for the person; over all addresses it only does not count, so that it clears no guesser. */
export const forgetFailedSignIns: CollectionAfterLoginHook = async ({ req, user }) => {
  if (req.payloadAPI !== 'REST') return
  const keys = keysOf({ email: (user as { email?: unknown }).email, headers: req.headers })
  if (keys.personAtAddress !== null) await forgetAttempts({ req, key: keys.personAtAddress })
  if (keys.person !== null) await takeBackAttempt({ req, key: keys.person })
}

type Keys = { address: string; person: string | null; personAtAddress: string | null }

function keysOf({ email, headers }: { email: unknown; headers: Headers }): Keys {
  const address = groupAddress(headers.get('x-patchbay-address') ?? 'unknown')
  const person = typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : null
  return { address: `address:${address}`, person: person && `person:${person}`, personAtAddress: person && `user:${person}:${address}` }
}

function refuseAbove({ count = 0, limit }: { count: number | undefined; limit: number }): void {
  if (count > limit) throw new PatchbayError('rate_limited', { message: 'Too many sign-in attempts. Wait ten minutes, then try again.', retryAfterSeconds: windowSeconds })
}
