import type { PayloadRequest } from 'payload'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { concreteHosts } from '#src/engine/catalog/concreteHosts.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { readConnection } from './stores/readConnection.ts'
import { type ConnectionRow, toView } from './stores/StoredConnection.ts'

/** The connection as the contract shows it. Access was decided by the caller. */
export async function viewConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<ConnectionView> {
  const found = await readConnection({ req, id })
  if (found === null) throw new PatchbayError('not_found')
  return toView({ row: found.row, hostsAwaitingConsent: hostsAwaitingConsent({ row: found.row, compiled: found.provider.compiled }), now: new Date() })
}

/**
 * Hosts the row names now that the connection's owner has not agreed to. Worked out from the plain fields: hosts never
 * come from a secret, except for a derived label, whose template then cannot be filled in here and is left out.
 */
export function hostsAwaitingConsent({ row, compiled }: { row: ConnectionRow; compiled: CompiledProvider }): string[] {
  const method = compiled.authMethods.find((one) => one.key === row.auth_method)
  if (row.envelope === null || method === undefined) return []
  const agreed = row.agreed_hosts ?? []
  return compiled.allowedHosts.flatMap((pattern) => {
    try {
      return concreteHosts({ compiled: { ...compiled, allowedHosts: [pattern] }, method, values: row.fields ?? {} }).filter((host) => !agreed.includes(host))
    } catch {
      return []
    }
  })
}
