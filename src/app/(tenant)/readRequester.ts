import { loadAccountAdmins } from '#src/server/loadAccountAdmins.ts'
import type { Requester } from '#src/ui/catalogue/RequestPanel.tsx'
import type { ShellAccount } from '#src/ui/shell/Shell.ts'

/** What this member may do here, and for those who may not, the names of who can. */
export async function readRequester({ id, role }: ShellAccount): Promise<Requester> {
  const mayConnect = role !== 'viewer'
  return { accountId: id, mayConnect, admins: mayConnect ? [] : await loadAccountAdmins(id) }
}
