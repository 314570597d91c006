/** Everything the audit trail can tell of, by the kinds people filter by. */
export const auditActions = {
  connections: [
    'connection.created', 'connection.updated', 'connection.credential_replaced', 'connection.hosts_agreed', 'connection.passed_on',
    'connection.deactivated', 'connection.reactivated', 'connection.revoked', 'connection.revoked_at_provider', 'connection.blocked', 'connection.unblocked', 'connection.deleted', 'connection.restored', 'connection.reordered', 'connection.refreshed',
  ],
  tests: ['connection.tested'],
  reveals: ['credential.revealed'],
  people: ['membership.created', 'membership.updated', 'membership.deleted', 'invitation.created', 'invitation.updated', 'invitation.resent', 'invitation.revoked', 'invitation.accepted', 'user.created', 'user.updated', 'user.deleted', 'user.password_changed', 'user.password_link_sent'],
  tokens: ['api_token.created', 'api_token.updated', 'api_token.deleted'],
  routing: ['routing_policy.created', 'routing_policy.updated', 'routing_policy.deleted'],
  requests: ['provider_request.created', 'provider_request.updated', 'provider_request.deleted'],
  account: ['account.created', 'account.updated', 'account.deleted', 'account.blocked', 'account.unblocked', 'account.credentials_revoked'],
  platform: [
    'provider.created', 'provider.updated', 'provider.restored', 'provider.deleted', 'provider.dry_run', 'provider.blocked', 'provider.unblocked', 'provider.credentials_revoked',
    'logo.created', 'logo.updated', 'logo.deleted', 'platform.credentials_revoked', 'platform.keys_rewrapped', 'platform_settings.updated', 'marketplace.updated',
    'built_in_credential.created', 'built_in_credential.updated', 'built_in_credential.credential_replaced', 'built_in_credential.deleted',
  ],
  denials: ['request.denied'],
} as const

export type AuditKind = keyof typeof auditActions
export type AuditAction = (typeof auditActions)[AuditKind][number]

export const isAuditKind = (value: string): value is AuditKind => Object.hasOwn(auditActions, value)
