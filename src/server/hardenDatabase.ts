import type { DatabaseAdapterObj } from 'payload'
import { commitHonestly } from './stores/commitHonestly.ts'
import { surviveCuts } from './stores/surviveCuts.ts'
import { writeSessionsOnly } from './stores/writeSessionsOnly.ts'

/** Payload's Postgres adapter with what it leaves to chance: failed commits, cut connections, sign-ins that write the whole person. */
export const hardenDatabase = <Adapter extends DatabaseAdapterObj>(adapter: Adapter): Adapter => writeSessionsOnly(commitHonestly(surviveCuts(adapter)))
