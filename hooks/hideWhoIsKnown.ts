import { pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import type { CollectionBeforeOperationHook } from 'payload'
import { knowsAddress } from '#src/server/stores/knowsAddress.ts'

const derive = promisify(pbkdf2)
let running: Promise<void> | null = null
let next: Promise<void> | null = null

/**
 * Payload weighs a password only where it finds somebody: how long a refusal takes would tell who has a sign-in. So the
 * same work, its iterations and length, is done for an address that nobody has.
 */
export const hideWhoIsKnown: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if (operation !== 'login' || req.payloadAPI !== 'REST') return args
  const { email, password } = (args as { data?: { email?: unknown; password?: unknown } }).data ?? {}
  if (typeof email === 'string' && typeof password === 'string' && !(await knowsAddress({ req, email }))) await weigh()
  return args
}

/** One at a time, whoever comes meanwhile sharing the next: made-up addresses must not keep the processor from everybody else. */
function weigh(): Promise<void> {
  if (running !== null) {
    return (next ??= running.then(() => {
      next = null
      return weigh()
    }))
  }
  running = derive('nobody', '0'.repeat(64), 600_000, 32, 'sha256').then(() => {
    running = null
  })
  return running
}
