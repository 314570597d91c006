import type { ErrorCode } from '#src/engine/errors.ts'
import type { Method, Operation, Parameter } from './describeOperation.ts'
import { uuid } from './JsonSchema.ts'

const methods: Method[] = ['get', 'post', 'put', 'patch', 'delete']

const path: Parameter = { name: 'path', in: 'path', required: true, description: 'The path below the provider’s base URL, slashes included; it goes on as it was sent.' }
const service: Parameter = { name: 'x-patchbay-service', in: 'header', description: 'One of the row’s services; the row’s base URL when left out.' }

const codes: ErrorCode[] = [
  'not_found', 'credential_missing', 'byo_required', 'built_in_missing', 'built_in_not_allowed', 'reauth_required', 'connection_disconnected', 'connection_inactive', 'connection_revoked', 'connection_blocked',
  'host_consent_required', 'provider_unavailable', 'unknown_provider', 'host_not_allowed', 'payload_too_large', 'rate_limited', 'provider_unreachable', 'provider_error', 'response_too_large', 'credentials_exhausted',
  'vault_unavailable', 'key_unavailable', 'provider_timeout',
]

const header = (description: string) => ({ description, schema: { type: 'string' } })
const headers = {
  'x-patchbay-origin': header('`provider`: the answer is the provider’s; `patchbay`: a refusal of ours.'),
  'x-patchbay-source': header('`byo` or `built_in`.'),
  'x-patchbay-connection': header('Id of the connection that served.'),
  'x-patchbay-provider-request-id': header('The provider’s own request id, where it gives one.'),
}

const content = { '*/*': {} }

const doors = [
  { prefix: '/api/proxy/connections/{connectionId}', id: 'Connection', summary: 'Call with this connection', parameters: [{ name: 'connectionId', in: 'path', schema: uuid } as Parameter] },
  { prefix: '/api/proxy/accounts/{accountId}/{providerKey}', id: 'Account', summary: 'Call with the credential the routing policy picks', parameters: [{ name: 'accountId', in: 'path', schema: uuid } as Parameter] },
]

/** The authenticated proxy: any method; those named here are what OpenAPI can say (HEAD and OPTIONS work too). */
export const proxyOperations: Operation[] = doors.flatMap(({ prefix, id, summary, parameters }) =>
  methods.map((method) => ({
    method,
    path: `${prefix}/{path}`,
    tag: 'proxy',
    id: `${method}Through${id}`,
    summary,
    caller: 'header' as const,
    parameters: [...parameters, path, service],
    codes,
    answers: { 200: { description: 'What the provider answered, streamed.', headers, content }, default: { description: 'Any other status the provider answered with; it may be one named here, and `x-patchbay-origin` then says `provider`.', headers, content } },
  })),
)
