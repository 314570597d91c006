import config from '@payload-config'
import { createLocalReq, getPayload } from 'payload'
import { currentAccountId } from './currentAccountId.ts'
import { findVisitor } from './findVisitor.ts'
import { type ShellAccount, listOwnAccounts } from './stores/listOwnAccounts.ts'

export type Shell = {
  user: { id: string; name: string; email: string }
  isPlatformAdmin: boolean
  accounts: ShellAccount[]
  /** The one the pages show: remembered in a cookie, else the first. */
  account: ShellAccount | null
}

/** Who is signed in and which accounts they have; null = nobody. The cookie only chooses among one's own accounts. @throws PatchbayError `database_unavailable` */
export async function loadShell({ headers }: { headers: Headers }): Promise<Shell | null> {
  const payload = await getPayload({ config })
  const user = await findVisitor({ payload, headers })
  if (user === null) return null
  const req = await createLocalReq({ user }, payload)
  const accounts = await listOwnAccounts({ req, user: user.id })
  const wanted = currentAccountId(headers)
  return {
    user: { id: user.id, name: user.name ?? '', email: user.email },
    isPlatformAdmin: user.platformRole === 'admin',
    accounts,
    account: accounts.find((one) => one.id === wanted) ?? accounts[0] ?? null,
  }
}
