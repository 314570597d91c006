import type { PayloadRequest } from 'payload'
import { marksOf } from '#src/engine/catalog/agreementOf.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { requireAccount } from './requireAccount.ts'
import { requireConnectable } from './requireConnectable.ts'
import { requireConnection } from './requireConnection.ts'
import { runtime } from './runtime.ts'
import type { OAuthAttempt, TakenAttempt } from './stores/oauthAttempts.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'

export type ResumedAttempt = {
  /** The connection to renew, or null for a new one. */
  found: StoredConnection | null
  method: CompiledAuthMethod
  /** What was filled in before leaving. */
  values: CredentialValues
  /** The installation of an app that the connection to renew has by now. */
  presentInstallation: string | null
}

/**
 * What a way to a provider goes on with when its person is back: rights and the row as they are now, not as they were
 * on leaving.
 * @throws PatchbayError `conflict` when the row changed meanwhile; as `connect` and `changeConnection`
 */
export async function resumeAttempt({ req, taken: { attempt, provider: { compiled } } }: { req: PayloadRequest; taken: TakenAttempt }): Promise<ResumedAttempt> {
  const found = await requireTarget({ req, attempt })
  const method = findAuthMethod({ compiled, key: attempt.authMethod })
  refuseChangedRow({ compiled, method, marks: attempt.sealed.agreedHosts })
  return { found, method, values: openCredential(runtime().dataKeys, attempt.sealed), presentInstallation: installationOf({ found, method }) }
}

async function requireTarget({ req, attempt }: { req: PayloadRequest; attempt: OAuthAttempt }): Promise<StoredConnection | null> {
  const found = attempt.connection === null ? null : await requireConnection({ req, id: attempt.connection, need: 'change' })
  if (found === null) await requireAccount({ req, account: attempt.account, ability: 'connect' })
  const compiled = found?.provider.compiled ?? (await requireConnectable({ req, key: attempt.provider })).compiled
  await refuseBlocked({ req, account: attempt.account, compiled, connection: found?.record ?? null })
  return found
}

/** Tokens would be asked for, sent or tested in another way than was shown. */
function refuseChangedRow({ compiled, method, marks }: { compiled: CompiledProvider; method: CompiledAuthMethod; marks: string[] }): void {
  const now = marksOf({ compiled, method })
  if (now.length === marks.length && now.every((mark) => marks.includes(mark))) return
  throw new PatchbayError('conflict', { message: `The row of ${compiled.name} changed while you were away. Nothing was connected.`, hint: 'Look at where the authorization would go now, then begin again.' })
}

function installationOf({ found, method }: Pick<ResumedAttempt, 'found' | 'method'>): string | null {
  if (method.app === null || found === null || found.record.sealed === null || found.record.authMethod !== method.key) return null
  return openCredential(runtime().dataKeys, found.record.sealed)[method.app.installation] ?? null
}
