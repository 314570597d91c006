import { auditActions } from '#src/engine/audit/auditActions.ts'
import { tokenInputSchema } from '../createApiToken.ts'
import { providerRequestSchema } from '../requestProvider.ts'
import { orderInputSchema } from '../orderConnections.ts'
import { policyInputSchema } from '../routingPolicies.ts'
import { bodyOf } from './componentSchemas.ts'
import type { Operation, Parameter } from './describeOperation.ts'
import type { OrderedConnection } from '../stores/connectionOrder.ts'
import { type JsonSchema, listOf, objectOf, ref, text, uuid, whole, yesNo } from './JsonSchema.ts'
import { usageParameters, usageTimes } from './usageParameters.ts'

const workspaceId: Parameter = { name: 'workspaceId', in: 'query', description: 'Id of the account; `account` means the same.', schema: uuid }
const policies = objectOf({ properties: { policies: listOf(ref('RoutingPolicy')) } })
const requested = objectOf({ properties: { doc: ref('ProviderRequest'), isNew: yesNo, message: text } })
const ordered: Record<keyof OrderedConnection, JsonSchema> = { id: uuid, version: whole, isDefault: yesNo, sortOrder: whole }
const routing = { tag: 'routing' }

const auditParameters: Parameter[] = [
  { name: 'account', in: 'query', schema: uuid },
  { name: 'actor', in: 'query', description: 'Id of a person or token, or `system`.' },
  { name: 'kind', in: 'query', schema: { type: 'string', enum: Object.keys(auditActions) } },
  { name: 'provider', in: 'query', description: 'Key of the provider.' },
  { name: 'connection', in: 'query', schema: uuid },
  { name: 'from', in: 'query', description: 'First day, in UTC.', schema: { type: 'string', format: 'date' } },
  { name: 'to', in: 'query', description: 'Last day, in UTC.', schema: { type: 'string', format: 'date' } },
]

/** Routing, tokens, the trail, and the two addresses about the installation itself. */
export const accountOperations: Operation[] = [
  { ...routing, method: 'get', path: '/api/integrations/routing-policies', id: 'readRoutingPolicies', summary: 'The account’s routing policies', parameters: [workspaceId], codes: ['not_found', 'validation_failed'], answers: { 200: { description: 'Those that differ from `auto`.', schema: policies } } },
  { ...routing, method: 'put', path: '/api/integrations/routing-policies', id: 'setRoutingPolicy', summary: 'Set one (account admins)', body: bodyOf(policyInputSchema), codes: ['not_found', 'unknown_provider'], answers: { 200: { description: 'All of the account’s.', schema: policies } } },
  {
    ...routing,
    method: 'put',
    path: '/api/integrations/connection-order',
    id: 'orderConnections',
    summary: 'Which connection of a provider is asked first (account admins)',
    description: 'All connections that everybody in the account sees, each with its version, in the order wished; the first becomes the default. Private ones come after.',
    body: bodyOf(orderInputSchema),
    codes: ['not_found', 'unknown_provider', 'conflict', 'version_conflict'],
    answers: { 200: { description: 'As they stand now.', schema: objectOf({ properties: { connections: listOf(objectOf({ properties: ordered })) } }) } },
  },
  {
    ...routing,
    method: 'get',
    path: '/api/integrations/resolve',
    id: 'explainResolution',
    summary: 'Which credential would serve, and why',
    description: 'A dry run: nothing is opened and nothing is called.',
    parameters: [workspaceId, { name: 'provider', in: 'query', required: true, description: 'Key of the provider.' }, { name: 'connectionId', in: 'query', schema: uuid }],
    codes: ['not_found', 'validation_failed'],
    answers: { 200: { description: 'The choice, also when it is a refusal.', schema: ref('Resolution') } },
  },
  {
    tag: 'connections',
    method: 'get',
    path: '/api/integrations/usage',
    id: 'usageBySource',
    summary: 'How much the account used a provider, by whose credential',
    description: `${usageTimes} Of the account’s own connections, those that you may see.`,
    parameters: [workspaceId, { name: 'provider', in: 'query', description: 'Key of the provider; all together when left out.' }, ...usageParameters],
    codes: ['not_found', 'validation_failed'],
    answers: { 200: { description: '`byo`: the account’s own connections. `built_in`: the platform’s credential.', schema: ref('SourceReport') } },
  },
  {
    method: 'post',
    path: '/api/api-tokens',
    tag: 'api-tokens',
    id: 'createApiToken',
    summary: 'Make an API token (account admins; without an account: platform admins)',
    body: bodyOf(tokenInputSchema),
    codes: ['not_found', 'secret_in_plain_field', 'rate_limited'],
    answers: { 201: { description: 'The token is in this answer and nowhere else.', schema: objectOf({ properties: { token: { ...text, description: 'Begins with `pb_`.' }, doc: ref('ApiToken') } }) } },
  },
  {
    method: 'post',
    path: '/api/provider-requests',
    tag: 'provider-requests',
    id: 'requestProvider',
    summary: 'Ask for a provider that the catalog does not have (members, admins and owners)',
    body: bodyOf(providerRequestSchema),
    codes: ['not_found', 'conflict', 'secret_in_plain_field', 'rate_limited'],
    answers: {
      200: { description: 'The account has asked for it already.', schema: requested },
      201: { description: 'Stored.', schema: requested },
    },
  },
  { method: 'get', path: '/api/audit-events/export', tag: 'audit-events', id: 'exportAudit', summary: 'The newest 10,000 events you may see', parameters: auditParameters, codes: ['validation_failed'], answers: { 200: { description: 'CSV.', content: { 'text/csv': { schema: text } } } } },
  { method: 'get', path: '/api/health', tag: 'installation', id: 'health', summary: 'Whether it works', caller: 'anybody', answers: { 200: { description: 'All is well.', schema: ref('Health') }, 503: { description: 'A check fails, or this process is about to end.', schema: ref('Health') } } },
  { method: 'get', path: '/api/openapi.json', tag: 'installation', id: 'openApi', summary: 'This document', caller: 'anybody', answers: { 200: { description: 'OpenAPI 3.1.', schema: { type: 'object', description: 'An OpenAPI document.', required: ['openapi', 'info', 'paths'] } } } },
]
