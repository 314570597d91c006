import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { findMissingScopes } from '#src/engine/connections/findMissingScopes.ts'
import { effectiveStatus } from '#src/engine/connections/effectiveStatus.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { Deactivation } from '#src/engine/connections/Deactivation.ts'
import type { LastTest } from '#src/engine/connections/LastTest.ts'
import type { Revocation } from '#src/engine/connections/Revocation.ts'
import type { CallerMark } from '#src/engine/call/CallerMark.ts'
import type { ErrorCode } from '#src/engine/errors.ts'
import type { ConnectionRecord, SealedCredential } from '#src/engine/ports.ts'

/** A row of `connections` as SQL gives it to JSON: snake case, dates as text. */
export type ConnectionRow = {
  id: string
  account_id: string
  provider: string
  auth_method: string
  display_name: string
  mode: 'service' | 'oauth-user'
  status: ConnectionRecord['status']
  status_reason: string | null
  status_note: string | null
  blocked_by: 'platform' | null
  blocked_reason: string | null
  deactivation: Deactivation | null
  visibility: 'account' | 'private'
  owner_id: string | null
  envelope: string | null
  aad_version: number | string | null
  vault_id: string | null
  data_key_id: string | null
  agreed_hosts: string[] | null
  masked_credential: Record<string, string> | null
  fields: Record<string, string> | null
  identity: { label: string | null; id: string | null } | null
  scopes: string[] | null
  is_default: boolean | null
  sort_order: number | string | null
  version: number | string
  expires_at: string | Date | null
  rotate_by: string | Date | null
  token_expires_at: string | Date | null
  refresh_due_at: string | Date | null
  previous_until: string | Date | null
  refresh_intent_at: string | Date | null
  refresh_failures: number | string | null
  lease_owner: string | null
  lease_fence: number | string | null
  lease_until: string | Date | null
  last_used_at: string | Date | null
  last_used_by: CallerMark | null
  last_tested_at: string | Date | null
  last_test: LastTest | null
  revocation: Revocation | null
  created_at: string | Date
  deleted_at: string | Date | null
}

/** What a call needs of it. */
export type CandidateRow = Omit<
  ConnectionRow,
  'mode' | 'status_note' | 'data_key_id' | 'masked_credential' | 'identity' | 'scopes' | 'rotate_by' | 'lease_owner' | 'lease_fence' | 'lease_until' | 'last_used_at' | 'last_used_by' | 'last_tested_at' | 'last_test' | 'revocation' | 'deleted_at'
>

export type DataKeyRow = { id: string; owner: string; kek_id: string; wrapped: string }

/** Everything the server knows of a connection, the sealed credential included. */
export type StoredConnection = { row: ConnectionRow; record: ConnectionRecord; provider: { id: string; compiled: CompiledProvider } }

export function toRecord({ row, providerId, dataKey }: { row: CandidateRow; providerId: string; dataKey: DataKeyRow | null }): ConnectionRecord {
  return {
    id: row.id,
    account: row.account_id,
    provider: row.provider,
    authMethod: row.auth_method,
    displayName: row.display_name,
    visibility: row.visibility,
    owner: row.owner_id,
    status: row.status,
    statusReason: row.status_reason as ErrorCode | null,
    blockedBy: row.blocked_by,
    deactivation: row.status === 'inactive' ? row.deactivation : null,
    blockedReason: row.blocked_reason,
    isDefault: row.is_default ?? false,
    sortOrder: Number(row.sort_order ?? 0),
    version: Number(row.version),
    createdAt: new Date(row.created_at),
    expiresAt: dateOf(row.expires_at),
    fields: row.fields ?? {},
    sealed: sealedOf({ row, providerId, dataKey }),
    tokens: {
      expiresAt: dateOf(row.token_expires_at),
      refreshDueAt: dateOf(row.refresh_due_at),
      previousUntil: dateOf(row.previous_until),
      intentAt: dateOf(row.refresh_intent_at),
      failures: Number(row.refresh_failures ?? 0),
    },
  }
}

function sealedOf({ row, providerId, dataKey }: { row: CandidateRow; providerId: string; dataKey: DataKeyRow | null }): SealedCredential | null {
  if (row.envelope === null || row.vault_id === null || dataKey === null) return null
  return {
    envelope: row.envelope,
    aadVersion: Number(row.aad_version),
    vaultId: row.vault_id,
    owner: row.account_id,
    providerId,
    dataKey: { id: dataKey.id, owner: dataKey.owner, kekId: dataKey.kek_id, wrapped: dataKey.wrapped },
    agreedHosts: row.agreed_hosts ?? [],
  }
}

/** What HTTP and pages may see: masks and facts, nothing sealed. */
export function toView({ row, compiled, hostsAwaitingConsent, now }: { row: ConnectionRow; compiled: CompiledProvider; hostsAwaitingConsent: string[]; now: Date }): ConnectionView {
  return {
    id: row.id,
    account: row.account_id,
    provider: row.provider,
    authMethod: row.auth_method,
    displayName: row.display_name,
    mode: row.mode,
    status: effectiveStatus({ status: row.status, expiresAt: dateOf(row.expires_at), now }),
    statusReason: row.status_reason as ErrorCode | null,
    statusNote: row.status_note,
    blockedBy: row.blocked_by,
    blockedReason: row.blocked_by === null ? null : row.blocked_reason,
    deactivation: row.status === 'inactive' ? row.deactivation : null,
    visibility: row.visibility,
    owner: row.owner_id,
    maskedCredential: row.masked_credential ?? {},
    fields: row.fields ?? {},
    identity: row.identity,
    scopes: row.scopes ?? [],
    missingScopes: row.envelope === null ? [] : findMissingScopes({ compiled, authMethod: row.auth_method, scopes: row.scopes }),
    isDefault: row.is_default ?? false,
    sortOrder: Number(row.sort_order ?? 0),
    version: Number(row.version),
    hostsAwaitingConsent,
    expiresAt: textOf(row.expires_at),
    rotateBy: textOf(row.rotate_by),
    lastUsedAt: textOf(row.last_used_at),
    lastTestedAt: textOf(row.last_tested_at),
    lastTest: row.last_tested_at === null ? null : row.last_test,
    revocation: row.revocation,
    createdAt: textOf(row.created_at) ?? '',
    deletedAt: textOf(row.deleted_at),
  }
}

const dateOf = (value: string | Date | null): Date | null => (value === null ? null : new Date(value))
const textOf = (value: string | Date | null): string | null => (value === null ? null : new Date(value).toISOString())
