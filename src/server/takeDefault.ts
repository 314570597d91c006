import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { requireAccount } from './requireAccount.ts'
import { clearDefault, hasDefault } from './stores/connectionDefaults.ts'

type Question = { scope: { req: PayloadRequest; account: string; provider: string }; visibility: unknown }

/**
 * Makes room for another default. Which key serves everybody is the account admins' to say, like the routing policy;
 * where there is none yet, whoever connects first may.
 * @throws PatchbayError `validation_failed` for a private connection, `forbidden`
 */
export async function takeDefault({ scope, visibility }: Question): Promise<void> {
  if (visibility === 'private') throw new PatchbayError('validation_failed', { field: 'isDefault', message: 'A private connection cannot be the default, since the default serves everybody.' })
  if (!(await hasDefault(scope))) return
  await requireAccount({ req: scope.req, account: scope.account, ability: 'manage' })
  await clearDefault(scope)
}
