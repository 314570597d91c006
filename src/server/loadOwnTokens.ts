import type { OwnToken } from '#src/engine/people/OwnToken.ts'
import { runtime } from './runtime.ts'
import { listOwnTokens } from './stores/listOwnTokens.ts'

/** The API tokens somebody made that still work: no password, old or new, ends them. */
export const loadOwnTokens = ({ user }: { user: string }): Promise<OwnToken[]> => listOwnTokens({ pool: runtime().pool, user })
