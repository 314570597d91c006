import type { ApiTokenView } from '#src/engine/people/ApiTokenView.ts'
import { runtime } from './runtime.ts'
import { listApiTokens } from './stores/listApiTokens.ts'

/** An account's API tokens, for owners and admins; null for those who may not see them. */
export const loadApiTokens = ({ account, role }: { account: string; role: string }): Promise<ApiTokenView[] | null> =>
  role === 'owner' || role === 'admin' ? listApiTokens({ pool: runtime().pool, account }) : Promise.resolve(null)
