import { connectionInputSchema } from '../connectionInput.ts'
import { consentInputSchema } from '../consentToHosts.ts'
import { deactivateInputSchema } from '../deactivateConnection.ts'
import { bodyOf } from './componentSchemas.ts'
import type { Method, Operation, Parameter } from './describeOperation.ts'
import { type JsonSchema, objectOf, orNull, ref, text } from './JsonSchema.ts'
import { usageParameters, usageTimes } from './usageParameters.ts'

const connected = (result: JsonSchema): JsonSchema => objectOf({ properties: { connection: ref('Connection'), result } })
const maybeTest = orNull(ref('TestResult'))
const nothing: JsonSchema = { type: 'null' }
const saved: JsonSchema = objectOf({ properties: { message: text, doc: ref('Connection') } })

const credentialCodes = [
  'unknown_provider', 'unknown_auth_method', 'provider_unavailable', 'credential_format', 'credential_wrong_provider', 'credential_rejected', 'credential_lacks_permission',
  'secret_in_plain_field', 'host_not_allowed', 'name_taken', 'rate_limited', 'provider_unreachable', 'provider_error', 'provider_timeout', 'vault_unavailable', 'key_unavailable',
] as const
const changeCodes = ['version_conflict', 'connection_blocked'] as const

const at = (operation: Omit<Operation, 'tag'>): Operation => ({ tag: 'connections', ...operation })
const verb = ({ name, id = name, result, method = 'post', ...rest }: { name: string; id?: string; result: JsonSchema; method?: Method } & Pick<Operation, 'summary' | 'description' | 'codes' | 'body' | 'isBodyOptional'>): Operation =>
  at({ method, path: `/api/connections/{id}/${name}`, id: `${id}Connection`, answers: { 200: { description: 'The connection as it is now.', schema: connected(result) } }, ...rest })

const input: JsonSchema = withNotes(bodyOf(connectionInputSchema))

/** What may be sent is read from the schema that checks it; here are only the words. */
function withNotes(schema: JsonSchema): JsonSchema {
  const notes: Record<string, string> = {
    workspaceId: 'Id of the account; the same as `account`.',
    provider: 'Key of the provider.',
    authMethod: 'Key of the auth method; the row’s first when left out.',
    connectionId: 'Changes this connection instead of making one.',
    displayName: '`<provider’s name> n` when left out; unique in the account.',
    credentialPayload: 'Values by field name; sealed. Left out: no credential. In a change, given fields replace and the others stay.',
    expiresAt: 'When the key ends, if it does.',
    acceptFormat: 'True where somebody saw that the key has another form than the row says and wants the test to decide; what forms the host keeps to it.',
    providerRevision: 'State of the row a form was drawn from; another by now is answered with `conflict`, and nothing is sent.',
    openedBy: 'User for whom a form was opened; somebody else by now is answered with `conflict`.',
    version: 'The version the change is based on.',
    test: '`false` saves without asking the provider; the connection is then `pending`.',
  }
  const properties = schema.properties as Record<string, JsonSchema>
  return { ...schema, properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, notes[name] === undefined ? one : { ...one, description: notes[name] }])) }
}

export const connectionInput = input

const requestKey: Parameter = { name: 'Idempotency-Key', in: 'header', description: 'For a new connection: 8 to 100 visible characters. The same request again answers with the connection that the first one made.' }

/** Everything below /api/connections that Payload does not answer, and the two ways in from a dialog. */
export const connectionOperations: Operation[] = [
  at({
    method: 'post',
    path: '/api/integrations/provider-connections',
    id: 'connect',
    summary: 'Connect a provider, or change a connection',
    description: 'The credential is checked, tested and sealed. When the test does not pass, or the request is given up before it is done, nothing is stored and an old credential stays.',
    parameters: [requestKey],
    body: ref('ConnectionInput'),
    codes: [...credentialCodes, ...changeCodes, 'conflict'],
    answers: { 201: { description: 'Made.', schema: connected(maybeTest) }, 200: { description: 'Changed.', schema: connected(maybeTest) } },
  }),
  at({
    method: 'post',
    path: '/api/integrations/test',
    id: 'testCredential',
    summary: 'Test a credential without storing anything',
    body: ref('ConnectionInput'),
    codes: ['unknown_provider', 'unknown_auth_method', 'credential_format', 'credential_wrong_provider', 'host_not_allowed', 'conflict', 'rate_limited'],
    answers: { 200: { description: 'What the provider said, also when it refused.', schema: objectOf({ properties: { result: ref('TestResult') } }) } },
  }),
  at({ method: 'post', path: '/api/connections', id: 'createConnection', summary: 'Make a connection', parameters: [requestKey], body: ref('ConnectionInput'), codes: [...credentialCodes, 'conflict'], answers: { 201: { description: 'Made.', schema: saved } } }),
  at({ method: 'patch', path: '/api/connections/{id}', id: 'updateConnection', summary: 'Rename, change settings, or replace the credential', body: ref('ConnectionInput'), codes: [...credentialCodes, ...changeCodes, 'conflict'], answers: { 200: { description: 'Changed.', schema: saved } } }),
  at({
    method: 'delete',
    path: '/api/connections/{id}',
    id: 'deleteConnection',
    summary: 'Destroy the credential and move the record to the trash',
    answers: { 200: { description: 'In the trash for 30 days.', schema: connected(ref('Destroyed')) } },
  }),
  verb({ name: 'test', summary: 'Test the stored credential', description: 'Answers 200 also when the provider refuses it; the status is then `error`.', result: ref('TestResult'), codes: ['connection_disconnected', 'connection_inactive', 'connection_revoked', 'connection_blocked', 'rate_limited', 'vault_unavailable', 'key_unavailable'] }),
  verb({ name: 'refresh', summary: 'Fetch a new access token', description: 'For connections by OAuth, token exchange and apps. Answers 200 also when the provider refuses; the status is then `error`. One that needed attention and gets its token is tested.', result: ref('RefreshAnswer'), codes: ['invalid_transition', 'connection_disconnected', 'connection_inactive', 'connection_revoked', 'connection_blocked', 'rate_limited', 'vault_unavailable', 'key_unavailable'] }),
  verb({ name: 'deactivate', summary: 'Stop using it for now', body: bodyOf(deactivateInputSchema), isBodyOptional: true, description: '`reason` is shown to the account and to whoever is refused because of it. By the platform it is a cut: the status stays, `blockedBy` is `platform`, and only the platform lifts it.', result: nothing, codes: ['invalid_transition', 'secret_in_plain_field'] }),
  verb({ name: 'reactivate', summary: 'Use it again, as what the test says', description: 'By the platform it lifts the platform’s cut; the status stays.', result: maybeTest, codes: ['invalid_transition', 'connection_blocked', 'rate_limited'] }),
  verb({ name: 'revoke', summary: 'Destroy the credential for good', result: ref('Destroyed'), codes: ['invalid_transition'] }),
  verb({ name: 'restore', summary: 'Take the record out of the trash, without a credential', result: nothing, codes: ['invalid_transition'] }),
  verb({ name: 'consent', id: 'consentFor', summary: 'Agree to the hosts the provider’s row names now (account admins)', description: '`hosts` is what was shown, as `hostsAwaitingConsent` of the connection says it; what the row names beyond that is not agreed to, but answered with `conflict`.', body: bodyOf(consentInputSchema), result: nothing, codes: ['connection_disconnected', 'conflict'] }),
  at({ method: 'get', path: '/api/connections/{id}/impact', id: 'impactOfConnection', summary: 'What stops when it goes', answers: { 200: { description: 'What uses it.', schema: ref('Impact') } } }),
  at({
    method: 'get',
    path: '/api/connections/{id}/usage',
    id: 'usageOfConnection',
    summary: 'How much it was used',
    description: usageTimes,
    parameters: usageParameters,
    codes: ['validation_failed'],
    answers: { 200: { description: 'The buckets in which anything happened, and all together.', schema: ref('UsageReport') } },
  }),
]
