import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import type { CompiledAuthMethod } from '#src/engine/catalog/CompiledProvider.ts'
import { nextStatus } from '#src/engine/connections/nextStatus.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { daysFromNow } from './daysFromNow.ts'
import { failpoint } from './failpoint.ts'
import { findRepeated } from './findRepeated.ts'
import type { Proof } from './proveCredential.ts'
import { refuseGivenUp } from './refuseGivenUp.ts'
import { requireSameTerms } from './requireSameTerms.ts'
import { lockDefaults, namesLike, settleDefault } from './stores/connectionDefaults.ts'
import { holdConnectRight } from './stores/holdConnectRight.ts'
import { inTransaction } from './stores/inTransaction.ts'
import type { StoredProvider } from './stores/readProvider.ts'
import { createConnection } from './stores/saveConnection.ts'
import { takeDefault } from './takeDefault.ts'

export type ConnectionSettings = { displayName: string | null; visibility: 'account' | 'private'; isDefault: boolean; sortOrder: number; expiresAt: string | null }

/** Proven, or taken unverified. */
export type Credential = Pick<Proof, 'event' | 'values' | 'learned' | 'terms'>

type New = {
  req: PayloadRequest
  account: string
  stored: StoredProvider
  method: CompiledAuthMethod
  settings: ConnectionSettings
  /** null = to be added later. */
  credential: Credential | null
  requestKey: string | null
}

/**
 * Stores a new connection of whoever asks, whose credential was proven before: everything, or nothing at all. Gives its id.
 * @throws PatchbayError `not_found` (no longer theirs to connect), `conflict` (the row changed meanwhile, the request was given up), `name_taken`
 */
export function insertConnection({ req, account, stored, method, settings, credential, requestKey }: New): Promise<string> {
  const provider = stored.compiled.key
  const scope = { req, account, provider }
  return inTransaction({
    req,
    work: async () => {
      const actor = await actorOf(req)
      if (!(await holdConnectRight({ req, account, actor }))) throw new PatchbayError('not_found')
      await lockDefaults(scope)
      // Two of the same request were tested side by side; the other one was first.
      const repeated = await findRepeated({ req, account, requestKey })
      if (repeated !== null) return repeated
      if (credential !== null) await requireSameTerms({ req, provider, authMethod: method.key, values: credential.values, terms: credential.terms })
      // A token acts as the account, so nobody in particular owns what it makes.
      const [owner, visibility] = actor.kind === 'user' ? [actor.id, settings.visibility] : [null, 'account' as const]
      if (settings.isDefault) await takeDefault({ scope, visibility })
      const displayName = settings.displayName ?? (await freeName({ req, account, name: stored.compiled.name }))
      const data = { account, provider, authMethod: method.key, mode: method.mode, owner, visibility, displayName, requestKey, isDefault: settings.isDefault, sortOrder: settings.sortOrder, expiresAt: settings.expiresAt }
      const id = await createConnection({ req, action: 'connection.created', data: { ...data, ...credentialData({ stored, credential }) } })
      await settleDefault(scope)
      failpoint('before_commit')
      refuseGivenUp(req)
      return id
    },
  })
}

function credentialData({ stored, credential }: Pick<New, 'stored' | 'credential'>): Record<string, unknown> {
  if (credential === null) return { status: 'disconnected', rotateBy: null }
  const { values, event, learned } = credential
  const status = nextStatus({ status: 'disconnected', event })
  return { status, credentialPayload: values, rotateBy: stored.rotateAfterDays === null ? null : daysFromNow(stored.rotateAfterDays), ...learned }
}

/** `<name> n`, counting from 1 to the first free one. */
async function freeName({ req, account, name }: { req: PayloadRequest; account: string; name: string }): Promise<string> {
  const prefix = `${name.slice(0, 72)} `
  const taken = await namesLike({ req, account, prefix })
  let number = 1
  while (taken.has(`${prefix}${number}`.toLowerCase())) number += 1
  return `${prefix}${number}`
}
