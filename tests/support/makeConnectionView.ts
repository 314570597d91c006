import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'

/** A connection of provider `acme` as pages get it: active, of user `u1`, seen by the whole account. */
export const makeConnectionView = (change: Partial<ConnectionView> = {}): ConnectionView => ({
  id: 'c1', account: 'a1', provider: 'acme', authMethod: 'api-key', displayName: 'Acme', mode: 'service', status: 'active', statusReason: null, statusNote: null,
  blockedBy: null, blockedReason: null, deactivation: null, visibility: 'account', owner: 'u1', maskedCredential: {}, fields: {}, identity: null, scopes: [], isDefault: true, sortOrder: 0, version: 1,
  hostsAwaitingConsent: [], missingScopes: [], expiresAt: null, rotateBy: null, lastUsedAt: null, lastTestedAt: null, lastTest: null, revocation: null, createdAt: '2026-11-10T12:00:00Z', deletedAt: null, ...change,
})
