import type { CollectionAfterOperationHook, PayloadRequest } from 'payload'
import { seesContents } from '#src/access/seesContents.ts'
import { findMissingScopes } from '#src/engine/connections/findMissingScopes.ts'
import { readAgreedTerms } from '#src/server/stores/readAgreedTerms.ts'
import { hostsAwaitingConsent } from '#src/server/viewConnection.ts'

type Shown = { id?: string; hostsAwaitingConsent?: string[]; missingScopes?: string[] }
type Select = Record<string, unknown> | undefined
type Asked = { hosts: boolean; scopes: boolean }

/**
 * Says for each connection read what waits for its account's consent here, and what was not given at the provider: one
 * statement for a whole page of them. What they are worked out from are columns nobody reads, so no field hook could.
 */
export const showMissingConsent: CollectionAfterOperationHook = async ({ operation, args, result, req }) => {
  if (operation !== 'find' && operation !== 'findByID') return result
  const { select } = args as { select?: Select }
  const asked = { hosts: isSelected({ select, name: 'hostsAwaitingConsent' }), scopes: isSelected({ select, name: 'missingScopes' }) }
  // Payload's own code may ask for null instead of an error.
  const read = result as (Shown & { docs?: Shown[] }) | null
  if (read !== null && (asked.hosts || asked.scopes)) await fillIn({ docs: operation === 'find' ? (read.docs ?? []) : [read], asked, req: req as PayloadRequest })
  return result
}

async function fillIn({ docs, asked, req }: { docs: Shown[]; asked: Asked; req: PayloadRequest }): Promise<void> {
  const ids = docs.flatMap(({ id }) => id ?? [])
  if (ids.length === 0) return
  const terms = new Map((await readAgreedTerms({ req, ids })).map(({ id, ...agreed }) => [id, agreed]))
  const withHosts = asked.hosts ? await readable({ docs, req }) : new Set<Shown>()
  for (const doc of docs) {
    const agreed = terms.get(doc.id ?? '')
    if (withHosts.has(doc)) doc.hostsAwaitingConsent = agreed === undefined ? [] : hostsAwaitingConsent(agreed)
    if (asked.scopes) doc.missingScopes = agreed === undefined || agreed.row.envelope === null ? [] : findMissingScopes({ compiled: agreed.compiled, authMethod: agreed.row.auth_method, scopes: agreed.row.scopes })
  }
}

/** Hosts are made of plain fields, and so are for whoever may see those. What the server itself asks has no reader. */
async function readable({ docs, req }: { docs: Shown[]; req: PayloadRequest }): Promise<Set<Shown>> {
  if (!req.user) return new Set(docs)
  const isReadable = await Promise.all(docs.map((doc) => seesContents({ req, doc })))
  return new Set(docs.filter((_, index) => isReadable[index]))
}

/** A `select` names either what to include or what to leave out. */
function isSelected({ select, name }: { select: Select; name: string }): boolean {
  const choices = Object.entries(select ?? {})
  const own = select?.[name]
  return own === true || (own === undefined && choices.every(([, choice]) => choice === false))
}
