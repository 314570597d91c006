import type { CollectionAfterLoginHook, CollectionBeforeOperationHook } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { countAttempt, forgetAttempts } from '#src/server/stores/signInAttempts.ts'

const windowSeconds = 600
const limits = { person: 10, address: 60 }

/**
 * Counts sign-ins (and password mails) by user and by address before the password is looked at. Both counts live in
 * Postgres, so that they hold over all processes. The address is the one the front saw, not one a client names.
 */
export const countSignIn: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if ((operation !== 'login' && operation !== 'forgotPassword') || req.payloadAPI !== 'REST') return args
  const email: unknown = (args as { data?: { email?: unknown } }).data?.email
  const address = req.headers.get('x-patchbay-address') ?? 'unknown'
  const person = typeof email === 'string' ? `user:${email.trim().toLowerCase().slice(0, 254)}:${address}` : null
  const counts = await countAttempt({ req, keys: [`address:${address}`, ...(person === null ? [] : [person])], windowSeconds })
  const tooMany = (person !== null && (counts.get(person) ?? 0) > limits.person) || (counts.get(`address:${address}`) ?? 0) > limits.address
  if (tooMany) {
    throw new PatchbayError('rate_limited', { message: 'Too many sign-in attempts. Wait ten minutes, then try again.', retryAfterSeconds: windowSeconds })
  }
  return args
}

export const forgetFailedSignIns: CollectionAfterLoginHook = async ({ req, user }) => {
  const address = req.headers?.get('x-patchbay-address') ?? 'unknown'
  await forgetAttempts({ req, key: `user:${String((user as { email?: string }).email).toLowerCase()}:${address}` })
}
