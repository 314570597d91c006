import type { CollectionAfterOperationHook, PayloadRequest } from 'payload'
import { seesContents } from '#src/access/seesContents.ts'
import { readAgreedTerms } from '#src/server/stores/readAgreedTerms.ts'
import { hostsAwaitingConsent } from '#src/server/viewConnection.ts'

type Shown = { id?: string; hostsAwaitingConsent?: string[] }
type Select = Record<string, unknown> | undefined

/**
 * Says for each connection read what waits for its account's consent: one statement for a whole page of them. The row
 * and the agreed hosts it is worked out from are columns nobody reads, so no field hook could.
 */
export const showHostsAwaitingConsent: CollectionAfterOperationHook = async ({ operation, args, result, req }) => {
  if (operation !== 'find' && operation !== 'findByID') return result
  if (!isSelected((args as { select?: Select }).select)) return result
  // Payload's own code may ask for null instead of an error.
  const read = result as (Shown & { docs?: Shown[] }) | null
  if (read !== null) await fillIn({ docs: operation === 'find' ? (read.docs ?? []) : [read], req: req as PayloadRequest })
  return result
}

async function fillIn({ docs: all, req }: { docs: Shown[]; req: PayloadRequest }): Promise<void> {
  const docs = await readable({ docs: all, req })
  const ids = docs.flatMap(({ id }) => id ?? [])
  if (ids.length === 0) return
  const awaiting = new Map((await readAgreedTerms({ req, ids })).map(({ id, ...agreed }) => [id, hostsAwaitingConsent(agreed)]))
  for (const doc of docs) doc.hostsAwaitingConsent = awaiting.get(doc.id ?? '') ?? []
}

/** Hosts are made of plain fields, and so are for whoever may see those. What the server itself asks has no reader. */
async function readable({ docs, req }: { docs: Shown[]; req: PayloadRequest }): Promise<Shown[]> {
  if (!req.user) return docs
  const isReadable = await Promise.all(docs.map((doc) => seesContents({ req, doc })))
  return docs.filter((_, index) => isReadable[index])
}

/** A `select` names either what to include or what to leave out. */
function isSelected(select: Select): boolean {
  const choices = Object.entries(select ?? {})
  const own = select?.hostsAwaitingConsent
  return own === true || (own === undefined && choices.every(([, choice]) => choice === false))
}
