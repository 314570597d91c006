import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { SealedCredential, WrappedDataKey } from '#src/engine/ports.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import { endOverAttempts } from './endOverAttempts.ts'
import type { DataKeyRow } from './StoredConnection.ts'

/** How long somebody may take at the provider, and to answer whether another account there is meant. */
export const attemptMinutes = 10

/** What was chosen before the person left for the provider; nothing secret. */
export type AttemptSettings = {
  /** A path of ours, checked when it was stored. */
  returnTo: string
  display: 'page' | 'popup'
  displayName: string | null
  visibility: 'account' | 'private'
  isDefault: boolean
  /** Scopes that were asked for; what an answer that names none has granted. */
  scopes: string[]
}

/** What came back, kept until the person has said whether this is the account they meant. */
export type HeldGrant = {
  kind: 'account'
  event: 'credential_tested' | 'credential_unverified'
  /** Columns of the connection, ready to be written. */
  learned: Record<string, unknown>
  /** What is known of the sealed tokens. */
  tokens: { tokenExpiresAt?: string | null; refreshDueAt?: string | null; previousUntil?: string | null }
  was: string | null
  now: string | null
}

/** Nothing came back yet: of several installations of the platform's app the person says which. */
export type HeldChoice = {
  kind: 'installation'
  /** Those they may use, by the service's word. */
  installations: { id: string; label: string }[]
  /** Whom the connection that is renewed is with so far. */
  was: string | null
}

/** Somebody on the way to a provider's consent page and back; no connection yet. */
export type OAuthAttempt = {
  id: string
  account: string
  user: string
  provider: string
  authMethod: string
  connection: string | null
  settings: AttemptSettings
  /** The fields that were filled in; with what came back once it is held. */
  sealed: SealedCredential
  held: HeldGrant | HeldChoice | null
}

type NewAttempt = Omit<OAuthAttempt, 'id' | 'sealed'> & { stateHash: string | null; nonceHash: string; sealed: Omit<SealedCredential, 'owner' | 'providerId'>; /** How long it is good; 0 = over at once. */ minutes?: number }

/** Stores an attempt and ends those that are over. Gives its id. */
export async function saveAttempt({ req, attempt }: { req: InRequest; attempt: NewAttempt }): Promise<string> {
  const { sealed } = attempt
  await sqlOf({ req, query: endOverAttempts() })
  const [row] = await sqlOf<{ id: string }>({
    req,
    query: sql`insert into patchbay.oauth_attempts
      (account, person, provider, auth_method, connection, state_hash, nonce_hash, settings, held, envelope, aad_version, vault_id, data_key, agreed_hosts, expires_at)
      values (${attempt.account}::uuid, ${attempt.user}::uuid, ${attempt.provider}, ${attempt.authMethod}, ${attempt.connection}::uuid, ${attempt.stateHash}, ${attempt.nonceHash},
        ${JSON.stringify(attempt.settings)}::jsonb, ${attempt.held === null ? null : JSON.stringify(attempt.held)}::jsonb,
        ${sealed.envelope}, ${sealed.aadVersion}, ${sealed.vaultId}::uuid, ${sealed.dataKey.id}::uuid, ${JSON.stringify(sealed.agreedHosts)}::jsonb, now() + make_interval(mins => ${attempt.minutes ?? attemptMinutes}))
      returning id`,
  })
  if (row === undefined) throw new Error('an attempt was not stored')
  return row.id
}

type Row = {
  id: string
  account: string
  person: string
  provider: string
  auth_method: string
  connection: string | null
  settings: AttemptSettings
  held: HeldGrant | HeldChoice | null
  envelope: string
  aad_version: number
  vault_id: string
  agreed_hosts: string[]
  data_key: DataKeyRow
  provider_id: string
  compiled: CompiledProvider
}

export type TakenAttempt = { attempt: OAuthAttempt; provider: { id: string; compiled: CompiledProvider } }

/**
 * Takes the attempt that this browser began with that state: of two callbacks at once one gets it, and nobody a second
 * time. Forged, replayed, late and foreign look alike: null. A browser without the nonce takes nothing away either.
 */
export const takeAttempt = ({ req, stateHash, nonceHash }: { req: InRequest; stateHash: string; nonceHash: string }): Promise<TakenAttempt | null> =>
  taken({
    req,
    query: sql`with taken as (delete from patchbay.oauth_attempts where state_hash = ${stateHash} and nonce_hash = ${nonceHash} and held is null and expires_at > now() returning *)
      select t.*, to_json(k) as data_key, p.id as provider_id, p.compiled from taken t join integration_providers p on p.key = t.provider join data_keys k on k.id = t.data_key and k.state <> 'destroyed'`,
  })

type Taking = { req: InRequest; id: string; user: string; /** Which question was answered; null = whichever it is. */ kind: (HeldGrant | HeldChoice)['kind'] | null }

/** Takes what is held for this person's answer; null when it is not theirs, is another question, was answered already, or is over. */
export const takeHeld = (question: Taking): Promise<TakenAttempt | null> => heldOf({ ...question, isTaken: true })

/** The same, left where it is. */
export const peekHeld = (question: Taking): Promise<TakenAttempt | null> => heldOf({ ...question, isTaken: false })

const heldOf = ({ req, id, user, kind, isTaken }: Taking & { isTaken: boolean }): Promise<TakenAttempt | null> =>
  taken({
    req,
    query: sql`with open as (
        select id from patchbay.oauth_attempts where id = ${id}::uuid and person = ${user}::uuid and held is not null and (${kind}::text is null or held ->> 'kind' = ${kind}) and expires_at > now()
      ), gone as (delete from patchbay.oauth_attempts a using open where ${isTaken} and a.id = open.id returning a.id)
      select t.*, to_json(k) as data_key, p.id as provider_id, p.compiled from patchbay.oauth_attempts t join integration_providers p on p.key = t.provider join data_keys k on k.id = t.data_key and k.state <> 'destroyed'
      where (${isTaken} and t.id in (select id from gone)) or (not ${isTaken} and t.id in (select id from open))`,
  })

async function taken({ req, query }: { req: InRequest; query: ReturnType<typeof sql> }): Promise<TakenAttempt | null> {
  const [row] = await sqlOf<Row>({ req, query })
  return row === undefined ? null : { attempt: toAttempt(row), provider: { id: row.provider_id, compiled: row.compiled } }
}

/** `displayName`: of the connection, or the one chosen for it, or the provider's. */
export type HeldFacts = { connection: string | null; displayName: string; provider: string; held: HeldGrant | HeldChoice }

/** What a held attempt asks its person; nothing secret. */
export async function readHeld({ req, id, user }: { req: InRequest; id: string; user: string }): Promise<HeldFacts | null> {
  const [row] = await sqlOf<{ connection: string | null; display_name: string; provider: string; held: HeldFacts['held'] }>({
    req,
    query: sql`select a.connection, coalesce(c.display_name, a.settings ->> 'displayName', p.name) as display_name, a.provider, a.held
      from patchbay.oauth_attempts a join integration_providers p on p.key = a.provider left join connections c on c.id = a.connection
      where a.id = ${id}::uuid and a.person = ${user}::uuid and a.held is not null and a.expires_at > now()`,
  })
  return row === undefined ? null : { connection: row.connection, displayName: row.display_name, provider: row.provider, held: row.held }
}

const toAttempt = (row: Row): OAuthAttempt => ({
  id: row.id,
  account: row.account,
  user: row.person,
  provider: row.provider,
  authMethod: row.auth_method,
  connection: row.connection,
  settings: row.settings,
  held: row.held,
  sealed: {
    envelope: row.envelope,
    aadVersion: row.aad_version,
    vaultId: row.vault_id,
    owner: row.account,
    providerId: row.provider_id,
    dataKey: keyOf(row.data_key),
    agreedHosts: row.agreed_hosts,
  },
})

const keyOf = (row: DataKeyRow): WrappedDataKey => ({ id: row.id, owner: row.owner, kekId: row.kek_id, wrapped: row.wrapped })
