type Person = { id: string; role: string }
type Owned = { owner: string | null; visibility: 'account' | 'private' }

/** Owners and admins: policies, order, consent, everything that is visible to the account. Client-safe. */
export const mayManage = (role: string): boolean => role === 'owner' || role === 'admin'

/**
 * The server's rule as pages need it, so that no button leads to a refusal; the server decides all the same. Members
 * change their own; admins and owners all that the account sees.
 */
export function mayChange({ person, connection }: { person: Person; connection: Owned }): boolean {
  if (person.role === 'viewer') return false
  if (connection.owner === person.id) return true
  return mayManage(person.role) && connection.visibility === 'account'
}
