import type { Field } from 'payload'
import { connectionEndpoints } from '#src/app/api/connectionEndpoints.ts'
import { cutOffEndpoints } from '#src/app/api/cutOffEndpoints.ts'
import { nobody, nobodyField, serverSet } from '#src/access/nobody.ts'
import { readConnections } from '#src/access/readConnections.ts'
import { seesContents } from '#src/access/seesContents.ts'
import { bumpVersion } from '#hooks/bumpVersion.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { recordChange, recordRemoval } from '#hooks/recordAudit.ts'
import { sealCredentials } from '#hooks/sealCredentials.ts'
import { showEffectiveStatus } from '#hooks/showEffectiveStatus.ts'
import { showMissingConsent } from '#hooks/showMissingConsent.ts'
import { cutOffPanel } from './cutOffFields.ts'
import { defineCollection } from './defineCollection.ts'
import { sealedFields } from './sealedFields.ts'

const readOnly = { access: serverSet, admin: { readOnly: true } } as const
/** Nothing can be typed here, so that an empty field says nothing either. */
const whereSet = (name: string) => ({ access: serverSet, admin: { readOnly: true, condition: (data: Record<string, unknown>) => data[name] != null && !(Array.isArray(data[name]) && data[name].length === 0) } }) as const
/** For programs: the page of a connection is a long one as it is. */
const unseen = { access: serverSet, admin: { hidden: true } } as const
const contents = { access: { ...serverSet, read: seesContents }, admin: { readOnly: true } } as const
const hideContents = (field: Field): Field => ('name' in field && (field.name === 'maskedCredential' || field.name === 'fields') ? ({ ...field, access: contents.access } as Field) : field)
const hasAny = (data: { hostsAwaitingConsent?: unknown[] | null }): boolean => (data.hostsAwaitingConsent ?? []).length > 0
const lease = { hidden: true, access: nobodyField, disableDuplicate: true } as const

/** Filled in by showMissingConsent; no column. */
const awaitingConsent: Field = {
  name: 'hostsAwaitingConsent',
  type: 'json',
  virtual: true,
  typescriptSchema: [() => ({ type: 'array', items: { type: 'string' } })],
  access: serverSet,
  admin: { readOnly: true, disableListColumn: true, disableListFilter: true, condition: hasAny, description: 'Hosts the provider’s row names now that the owner has not agreed to.' },
}

/** As above: what the row needs by now and nobody gave at the provider. */
const missingScopes: Field = {
  name: 'missingScopes',
  type: 'json',
  virtual: true,
  typescriptSchema: [() => ({ type: 'array', items: { type: 'string' } })],
  access: serverSet,
  admin: { ...whereSet('missingScopes').admin, disableListColumn: true, disableListFilter: true },
}

/**
 * An account's link to a provider. Every write goes through our own endpoints (they replace Payload's), so that testing,
 * versions and permissions cannot be walked around; Payload's own write access is therefore closed.
 */
export const Connections = defineCollection({
  slug: 'connections',
  access: { create: nobody, read: readConnections, update: nobody, delete: nobody },
  admin: { useAsTitle: 'displayName', defaultColumns: ['displayName', 'provider', 'account', 'status', 'lastUsedAt'], group: 'Accounts', description: 'What accounts are connected to: that it is there and how it fares. What it holds is seen by the account alone.' },
  trash: true,
  endpoints: [...connectionEndpoints, ...cutOffEndpoints('connection')],
  indexes: [{ fields: ['account', 'provider'] }, { fields: ['account', 'requestKey'], unique: true }],
  fields: [
    cutOffPanel('connection'),
    { name: 'account', type: 'relationship', relationTo: 'accounts', required: true, index: true, maxDepth: 0, access: { update: nobody }, admin: { readOnly: true } },
    { name: 'provider', type: 'text', required: true, index: true, access: { update: nobody }, admin: { readOnly: true, components: { Cell: '/src/app/(payload)/ProviderCell#ProviderCell' } } },
    { name: 'authMethod', type: 'text', required: true, ...readOnly },
    { name: 'displayName', type: 'text', required: true, maxLength: 80 },
    { name: 'mode', type: 'select', required: true, options: ['service', 'oauth-user'], ...unseen },
    { name: 'status', type: 'select', required: true, index: true, options: ['disconnected', 'pending', 'active', 'error', 'expired', 'inactive', 'revoked'], ...readOnly },
    { name: 'statusReason', type: 'text', ...whereSet('statusReason') },
    // In the service's own words, which may name whose key it is.
    { name: 'statusNote', type: 'text', ...contents },
    { name: 'blockedBy', type: 'select', options: ['platform'], ...whereSet('blockedBy') },
    { name: 'blockedReason', type: 'text', ...whereSet('blockedReason') },
    // Who stopped it, when and why: { at, by, reason }.
    { name: 'deactivation', type: 'json', ...whereSet('deactivation') },
    { name: 'visibility', type: 'select', required: true, defaultValue: 'account', options: ['account', 'private'] },
    { name: 'owner', type: 'relationship', relationTo: 'users', index: true, maxDepth: 0, ...readOnly },
    ...sealedFields.map(hideContents),
    // What the engine was given for a credential, sealed with it by hooks/sealCredentials: tokens, by name.
    { name: 'tokens', type: 'json', virtual: true, access: { ...nobodyField }, admin: { hidden: true } },
    awaitingConsent,
    { name: 'identity', type: 'json', ...contents },
    { name: 'scopes', type: 'json', ...whereSet('scopes') },
    missingScopes,
    { name: 'isDefault', type: 'checkbox', defaultValue: false },
    { name: 'sortOrder', type: 'number', defaultValue: 0, index: true, admin: unseen.admin },
    { name: 'version', type: 'number', required: true, defaultValue: 1, ...unseen },
    { name: 'expiresAt', type: 'date', admin: whereSet('expiresAt').admin },
    { name: 'rotateBy', type: 'date', ...whereSet('rotateBy') },
    { name: 'lastUsedAt', type: 'date', ...whereSet('lastUsedAt') },
    // An API token's name is for those who may list tokens: shown by loadConnections, which knows who asks.
    { name: 'lastUsedBy', type: 'json', hidden: true, access: nobodyField, disableDuplicate: true },
    { name: 'lastTestedAt', type: 'date', ...whereSet('lastTestedAt') },
    // { ok, code, latencyMs, httpStatus }
    { name: 'lastTest', type: 'json', ...unseen },
    // Of a credential that was revoked or deleted: { destroyedAt, provider, endedAt }.
    { name: 'revocation', type: 'json', ...unseen },
    // Which request made it, so that the same one again makes no second.
    { name: 'requestKey', type: 'text', hidden: true, access: nobodyField, disableDuplicate: true },
    // Of the sealed tokens: when the access token ends, when a new one should be fetched, till when the refresh token before
    // this one may serve, and how often in a row no new one was to be had.
    { name: 'tokenExpiresAt', type: 'date', ...lease },
    { name: 'refreshDueAt', type: 'date', index: true, ...lease },
    { name: 'previousUntil', type: 'date', ...lease },
    { name: 'refreshFailures', type: 'number', ...lease },
    // Who is fetching a new one, by which turn, until when, and since when its outcome is unknown.
    { name: 'leaseOwner', type: 'text', ...lease },
    { name: 'leaseFence', type: 'number', ...lease },
    { name: 'leaseUntil', type: 'date', ...lease },
    { name: 'refreshIntentAt', type: 'date', ...lease },
  ],
  hooks: {
    beforeOperation: [clampQuery],
    beforeChange: [sealCredentials('account'), bumpVersion],
    afterRead: [showEffectiveStatus],
    afterOperation: [showMissingConsent],
    afterChange: [recordChange('connection')],
    afterDelete: [recordRemoval('connection')],
  },
})
