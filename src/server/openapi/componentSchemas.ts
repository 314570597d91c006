import { z } from 'zod'
import { tokenScopes } from '#src/access/Actor.ts'
import type { DryRunReport, ShownAnswer, ShownRequest } from '#src/engine/catalog/DryRunReport.ts'
import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import type { ProviderRequestView } from '#src/engine/catalog/ProviderRequestView.ts'
import { providerRowSchema } from '#src/engine/catalog/providerRowSchema.ts'
import type { RowVersion } from '#src/engine/catalog/RowVersion.ts'
import type { ConnectionView, TestResult } from '#src/engine/connections/ConnectionView.ts'
import type { CutOff, Reach } from '#src/engine/connections/CutOff.ts'
import type { Deactivation } from '#src/engine/connections/Deactivation.ts'
import type { RevocationRun } from '#src/engine/connections/RevocationRun.ts'
import type { Revocation } from '#src/engine/connections/Revocation.ts'
import type { LastTest } from '#src/engine/connections/LastTest.ts'
import { type ErrorBody, errorCatalogue } from '#src/engine/errors.ts'
import type { RowResult } from '../applyRows.ts'
import type { Health } from '../checkHealth.ts'
import type { Impact } from '../connectionImpact.ts'
import type { DryRun } from '../explainResolution.ts'
import type { RowPreview } from '../previewRow.ts'
import type { RefreshAnswer } from '../refreshByHand.ts'
import type { Destroyed } from '../revokeConnection.ts'
import type { Policy } from '../routingPolicies.ts'
import type { SavedToken } from '../stores/saveApiToken.ts'
import { type JsonSchema, listOf, mapOf, moment, objectOf, enumOf, orNull, type Properties, ref, text, uuid, whole, yesNo } from './JsonSchema.ts'
import { usageSchemas } from './usageSchemas.ts'

const codes = Object.keys(errorCatalogue)
const statuses = ['disconnected', 'pending', 'active', 'error', 'expired', 'inactive', 'revoked']

const error: Properties<ErrorBody['errors'][number]> = {
  code: enumOf(codes),
  message: { ...text, description: 'A sentence for people.' },
  hint: { ...text, description: 'What to do about it.' },
  docUrl: { ...text, description: 'The section about this code, relative to the repository.' },
  retryable: { ...yesNo, description: 'The same request may succeed later without anybody changing anything.' },
  field: { ...text, description: 'Path of the value at fault.' },
  note: { ...text, description: 'The provider’s own words, redacted and short.' },
  requestId: text,
}

const identity = objectOf({ properties: { label: orNull(text), id: orNull(text) } })

const deactivation: Properties<Deactivation> = { at: moment, by: orNull(text), reason: orNull(text) }
const revocation: Properties<Revocation> = { destroyedAt: moment, provider: enumOf(['revoked', 'queued', 'unsupported', 'failed']), endedAt: orNull(moment) }
const revocationRun: Properties<RevocationRun> = {
  id: uuid, account: orNull(objectOf({ properties: { id: uuid, name: text } })), provider: orNull(text), from: orNull(moment), until: orNull(moment), askedBy: orNull(text), askedAt: moment,
  total: { ...whole, description: 'How many were destroyed here, at once.' }, revoked: whole, queued: { ...whole, description: 'Their providers are still to be told.' }, unsupported: whole, failed: whole,
}
const lastTest: Properties<LastTest> = { ok: yesNo, code: orNull(enumOf(codes)), latencyMs: { type: 'number', minimum: 0 }, httpStatus: orNull(whole) }

const connection: Properties<ConnectionView> = {
  id: uuid,
  account: uuid,
  provider: { ...text, description: 'Key of the provider.' },
  authMethod: text,
  displayName: text,
  mode: enumOf(['service', 'oauth-user']),
  status: enumOf(statuses),
  statusReason: orNull(enumOf(codes)),
  statusNote: { ...orNull(text), description: 'The service’s own words.' },
  blockedBy: enumOf(['platform', null]),
  blockedReason: { ...orNull(text), description: 'What the platform said when it cut the connection off.' },
  deactivation: { ...orNull(objectOf({ properties: deactivation })), description: 'Who stopped it, when and why, while it is `inactive`.' },
  visibility: enumOf(['account', 'private']),
  owner: orNull(uuid),
  maskedCredential: { ...mapOf(text), description: 'Mask by secret field name.' },
  fields: { ...mapOf(text), description: 'Non-secret values by field name.' },
  identity: orNull(identity),
  scopes: listOf(text),
  missingScopes: { ...listOf(text), description: 'Access the provider’s row needs that was not given there.' },
  isDefault: yesNo,
  sortOrder: whole,
  version: { ...whole, description: 'Send it back with a change; a stale one is refused.' },
  hostsAwaitingConsent: { ...listOf(text), description: 'Hosts the provider’s row names now that the owner has not agreed to.' },
  expiresAt: orNull(moment),
  rotateBy: orNull(moment),
  lastUsedAt: orNull(moment),
  lastTestedAt: orNull(moment),
  revocation: { ...orNull(objectOf({ properties: revocation })), description: 'Of a credential that was revoked or deleted: when it was destroyed here, and what became of it at the provider.' },
  lastTest: { ...orNull(objectOf({ properties: lastTest })), description: 'What the newest test found.' },
  createdAt: moment,
  deletedAt: orNull(moment),
}

const testResult: Properties<Required<TestResult>> = {
  ok: yesNo,
  code: enumOf(codes),
  message: text,
  latencyMs: { type: 'number', minimum: 0 },
  httpStatus: whole,
  identity,
  note: text,
}

const refreshAnswer: Properties<Required<RefreshAnswer>> = { outcome: enumOf(['refreshed', 'unchanged', 'error', 'transient']), code: enumOf(codes), message: text, note: text, retryAfterSeconds: whole }

const destroyed: Properties<Destroyed> = { destroyed: { const: true }, provider: enumOf(['revoked', 'queued', 'unsupported', 'failed']), manageUrl: { ...orNull(text), description: 'Where a person withdraws the key at the provider.' } }

const named = objectOf({ properties: { id: text, name: text } })
const impact: Properties<Impact> = { flows: listOf(named), channels: listOf(named), tokens: { ...listOf(objectOf({ properties: { id: uuid, name: text, lastUsedAt: orNull(moment) } })), description: 'For those who may list the account’s tokens; for all others empty.' }, tokenCount: whole, calls30d: whole }

const cutReach: Properties<Reach> = { accounts: whole, connections: whole, tokens: { ...whole, description: 'API tokens of those accounts that may send calls.' }, calls30d: whole, builtInCalls30d: { ...whole, description: 'With the platform’s own credential: a cut stops them too, a revocation does not.' } }
const cutOff: Properties<CutOff> = {
  isCutOff: yesNo,
  reason: { ...orNull(text), description: 'In the platform’s words, shown to the account.' },
  name: text,
  confirm: { ...orNull(text), description: 'What to send to revoke all its credentials.' },
  reach: objectOf({ properties: cutReach, description: 'What a cut stops.' }),
}

const policy: Properties<Policy> = { provider: text, mode: enumOf(['auto', 'built_in', 'byo']), distribution: enumOf(['default', 'round_robin']) }

const dryRun: Properties<DryRun> = {
  source: enumOf(['byo', 'built_in', null]),
  connectionId: orNull(uuid),
  code: { ...orNull(enumOf(codes)), description: 'The refusal a call would get, or null.' },
  reasons: listOf(objectOf({ properties: { code: text, text } })),
}

const namedTexts = listOf(objectOf({ properties: { name: text, value: text } }))
const shownRequest: Properties<ShownRequest> = { method: text, url: { ...text, description: 'Without the query.' }, query: namedTexts, headers: namedTexts, body: orNull(text) }
const shownAnswer: Properties<ShownAnswer> = { status: whole, headers: namedTexts, body: text, isCut: yesNo }
const dryRunReport: Properties<DryRunReport> = {
  authMethod: text,
  request: { ...orNull(objectOf({ properties: shownRequest })), description: 'As it went out, with dots for everything secret; null without a test.' },
  result: ref('TestResult'),
  scopes: orNull(listOf(text)),
  answer: { ...orNull(objectOf({ properties: shownAnswer })), description: 'As it came, redacted and short.' },
}

const changes = listOf(objectOf({ properties: { path: text, before: {}, after: {} }, optional: ['before', 'after'] }))
const reach = { connections: whole, accounts: whole }
const providerStatus = enumOf(['live', 'coming_soon', 'hidden', 'deprecated'])
const providerImpact: Properties<ProviderImpact> = {
  changes,
  inUse: objectOf({ properties: { ...reach, byStatus: mapOf(whole), inTrash: whole, builtIns: whole, policies: whole } }),
  status: orNull(objectOf({ properties: { from: providerStatus, to: providerStatus } })),
  consent: { ...listOf(objectOf({ properties: { ...reach, kind: enumOf(['host', 'sending', 'base', 'test', 'exchange']), host: orNull(text) } })), description: 'What account admins are asked to agree to.' },
  consentReach: objectOf({ properties: reach }),
  lostMethods: listOf(objectOf({ properties: { ...reach, authMethod: text } })),
  missingFields: listOf(objectOf({ properties: { ...reach, authMethod: text, field: text, label: text } })),
  droppedFields: listOf(objectOf({ properties: { ...reach, authMethod: text, field: text } })),
  isHarmless: { ...yesNo, description: 'Nothing that is connected notices.' },
}

const rowVersion: Properties<RowVersion> = { id: uuid, savedAt: moment, savedBy: orNull(text), isCurrent: yesNo, changes: { ...orNull(changes), description: 'Against the version before; null for the oldest kept.' }, changesFromCurrent: changes }

const rowResult: Properties<Required<RowResult>> = {
  key: orNull(text),
  action: enumOf(['created', 'updated', 'unchanged', 'refused']),
  diff: changes,
  problems: listOf(objectOf({ properties: { path: text, reason: text } })),
  impact: { ...ref('ProviderImpact'), description: 'Of a dry run: whom a change of a row in use touches.' },
}

const rowPreview: Properties<RowPreview> = {
  problems: listOf(objectOf({ properties: { path: text, reason: text } })),
  provider: { type: ['object', 'null'], description: 'As the pages show it; null while it cannot be drawn.' },
  iconSuggestion: { ...orNull(text), description: 'Slug of a brand icon of that name.' },
}

const check = enumOf(['ok', 'failing'])
const health: Properties<Health> = { status: enumOf(['ok', 'failing', 'draining']), version: text, checks: objectOf({ properties: { database: check, vault: check, queue: check } }) }

const token: Properties<SavedToken> = { id: uuid, name: text, account: orNull(uuid), scopes: listOf(enumOf(tokenScopes)), prefix: { ...text, description: 'The token, masked.' }, expiresAt: orNull(moment), createdAt: moment }

const request: Properties<ProviderRequestView> = { id: uuid, name: text, website: orNull(text), why: orNull(text), status: enumOf(['open', 'planned', 'done', 'declined']), answer: { ...orNull(text), description: 'What the platform says to it.' }, createdAt: moment }

/** A zod schema as OpenAPI wants it: what may be sent, without the dialect's own mark. */
export function bodyOf(schema: z.ZodType): JsonSchema {
  // A format says it; the pattern zod adds for dates is a page long.
  const override = ({ jsonSchema }: { jsonSchema: JsonSchema }): void => void (jsonSchema.format === undefined || delete jsonSchema.pattern)
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', override }) as JsonSchema
  return rest
}

export const componentSchemas: Record<string, JsonSchema> = {
  Errors: objectOf({ properties: { errors: { ...listOf(ref('Error')), minItems: 1 } } }),
  Error: objectOf({ properties: error, optional: ['field', 'note'] }),
  Connection: objectOf({ properties: connection }),
  TestResult: objectOf({ properties: testResult, optional: ['code', 'httpStatus', 'identity', 'note'] }),
  RefreshAnswer: objectOf({ properties: refreshAnswer, optional: ['code', 'note', 'retryAfterSeconds'], description: '`error`: the provider refuses for good, and the connection needs its owner. `transient`: not right now; nothing changed, and it is tried again.' }),
  Destroyed: objectOf({ properties: destroyed, description: 'The credential is destroyed here; `provider` says what became of it there.' }),
  Impact: objectOf({ properties: impact }),
  ...usageSchemas,
  CutOff: objectOf({ properties: cutOff }),
  RevocationRun: objectOf({ properties: revocationRun, description: 'Many credentials revoked at once, and what their providers say by now.' }),
  RoutingPolicy: objectOf({ properties: policy }),
  Resolution: objectOf({ properties: dryRun }),
  RowResult: objectOf({ properties: rowResult, optional: ['impact'] }),
  DryRunReport: objectOf({ properties: dryRunReport }),
  ProviderImpact: objectOf({ properties: providerImpact }),
  RowVersion: objectOf({ properties: rowVersion }),
  RowPreview: objectOf({ properties: rowPreview }),
  ProviderRow: bodyOf(providerRowSchema),
  Health: objectOf({ properties: health }),
  ApiToken: objectOf({ properties: token }),
  ProviderRequest: objectOf({ properties: request }),
}
