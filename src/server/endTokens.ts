import type { PayloadRequest } from 'payload'
import { listTokensOf } from './stores/memberBelongings.ts'
import { removeApiToken } from './stores/removeApiToken.ts'

/** Ends the tokens somebody made in an account, or for the platform where `account` is null. */
export async function endTokens({ req, account, user }: { req: PayloadRequest; account: string | null; user: string }): Promise<void> {
  for (const id of await listTokensOf({ req, account, user })) await removeApiToken({ req, id })
}
