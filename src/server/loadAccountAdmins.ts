import { runtime } from './runtime.ts'
import { listAccountAdmins } from './stores/listAccountAdmins.ts'

/** Names of the people who run an account, at most five. The caller has proved that the reader belongs to it. */
export const loadAccountAdmins = (account: string): Promise<string[]> => listAccountAdmins({ pool: runtime().pool, account })
