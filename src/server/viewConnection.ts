import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { canSeeConnection } from '#src/access/canSeeConnection.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { isMark, marksOf } from '#src/engine/catalog/agreementOf.ts'
import { concreteHosts } from '#src/engine/catalog/concreteHosts.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isOfForm } from './isOfForm.ts'
import { readConnection } from './stores/readConnection.ts'
import type { AgreedTerms } from './stores/readAgreedTerms.ts'
import { toView } from './stores/StoredConnection.ts'

/** The connection as the contract shows it, to the platform its metadata. Access was decided by the caller. */
export async function viewConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<ConnectionView> {
  const found = await readConnection({ req, id })
  if (found === null) throw new PatchbayError('not_found')
  const view = toView({ row: found.row, compiled: found.provider.compiled, hostsAwaitingConsent: hostsAwaitingConsent({ row: found.row, compiled: found.provider.compiled }), now: new Date() })
  const actor = await actorOf(req)
  // The platform deactivates and revokes what it may not look into.
  return isPlatformActor(actor) && !canSeeConnection({ actor, connection: found.record }) ? { ...view, ...withheld } : view
}

const withheld = { maskedCredential: {}, fields: {}, identity: null, statusNote: null, hostsAwaitingConsent: [] } satisfies Partial<ConnectionView>

/**
 * Terms of the row that the connection's owner has not agreed to: hosts, and marks (`#sending=…`, `#test=…`, `#base=…`,
 * `#exchange=…`) of a changed way of sending, testing, addressing or getting tokens. Worked out from the plain fields: a host made of a part of a secret cannot be filled in
 * here, and stands as its template unless a host of that form was agreed to.
 */
export function hostsAwaitingConsent({ row, compiled }: { row: AgreedTerms; compiled: CompiledProvider }): string[] {
  const method = compiled.authMethods.find((one) => one.key === row.auth_method)
  if (row.envelope === null || method === undefined) return []
  const agreed = row.agreed_hosts ?? []
  const hosts = compiled.allowedHosts.flatMap((pattern) => hostsOf({ compiled, method, pattern, values: row.fields ?? {}, agreed }))
  return [...hosts, ...marksOf({ compiled, method })].filter((term) => !agreed.includes(term))
}

/** The same in the row's own words, for the platform: a host made of a tenant's plain value stands as its template. */
export function termsAwaitingConsent({ row, compiled }: { row: AgreedTerms; compiled: CompiledProvider }): string[] {
  const waits = (allowedHosts: string[]): string[] => hostsAwaitingConsent({ row, compiled: { ...compiled, allowedHosts } })
  return [...compiled.allowedHosts.filter((pattern) => waits([pattern]).some((term) => !isMark(term))), ...waits([])]
}

type OneHost = { compiled: CompiledProvider; method: CompiledProvider['authMethods'][number]; pattern: string; values: Record<string, string>; agreed: string[] }

function hostsOf({ compiled, method, pattern, values, agreed }: OneHost): string[] {
  try {
    return concreteHosts({ compiled: { ...compiled, allowedHosts: [pattern] }, method, values })
  } catch {
    return agreed.some((host) => isOfForm({ template: pattern, host })) ? [] : [pattern]
  }
}
