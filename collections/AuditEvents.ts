import { auditEndpoints } from '#src/app/api/auditEndpoints.ts'
import { nobody } from '#src/access/nobody.ts'
import { readAudit } from '#src/access/readAudit.ts'
import { seesAddress } from '#src/access/seesAddress.ts'
import { clampQuery } from '#hooks/clampQuery.ts'
import { defineCollection } from './defineCollection.ts'

/**
 * What happened, by whom, to what: append only, written by SQL in the transaction of the change. Accounts and targets
 * are plain ids without foreign keys, so that the trail outlives what it tells of.
 */
export const AuditEvents = defineCollection({
  slug: 'audit-events',
  labels: { singular: 'Audit event', plural: 'Audit events' },
  access: { create: nobody, read: readAudit, update: nobody, delete: nobody },
  admin: { useAsTitle: 'action', defaultColumns: ['createdAt', 'action', 'actorLabel', 'targetLabel', 'account', 'address'], group: 'Platform', description: 'Who did what. Nobody changes it.' },
  endpoints: auditEndpoints,
  fields: [
    { name: 'account', type: 'text', index: true },
    { name: 'action', type: 'text', required: true, index: true },
    { name: 'actorKind', type: 'select', required: true, options: ['user', 'token', 'system', 'anonymous'] },
    { name: 'actorId', type: 'text', index: true },
    { name: 'actorLabel', type: 'text' },
    { name: 'targetType', type: 'text' },
    { name: 'targetId', type: 'text', index: true },
    { name: 'targetLabel', type: 'text' },
    { name: 'provider', type: 'text' },
    { name: 'outcome', type: 'select', required: true, defaultValue: 'done', options: ['done', 'denied', 'failed'] },
    { name: 'code', type: 'text' },
    { name: 'changed', type: 'json' },
    { name: 'note', type: 'text' },
    { name: 'requestId', type: 'text' },
    // Of the client, or a word of src/engine/audit/Trace.ts.
    { name: 'address', type: 'text', access: { read: seesAddress } },
    { name: 'visibleTo', type: 'text', index: true, admin: { hidden: true } },
  ],
  hooks: { beforeOperation: [clampQuery] },
})
