import { chosenInstallationSchema } from '../chooseHeldInstallation.ts'
import { authorizationInputSchema } from '../startAuthorization.ts'
import { bodyOf } from './componentSchemas.ts'
import type { Operation } from './describeOperation.ts'
import { enumOf, objectOf, orNull, ref, text, uuid } from './JsonSchema.ts'

const at = (operation: Omit<Operation, 'tag'>): Operation => ({ tag: 'connections', ...operation })

const codes = ['validation_failed', 'unknown_provider', 'unknown_auth_method', 'provider_unavailable', 'built_in_missing', 'connection_blocked', 'conflict', 'name_taken', 'host_not_allowed', 'secret_in_plain_field', 'provider_error', 'provider_unreachable', 'provider_timeout', 'vault_unavailable', 'key_unavailable', 'not_found'] as const

const query = (name: string, description: string) => ({ name, in: 'query' as const, description })

const questionSchema = objectOf({
  properties: {
    attempt: uuid, kind: enumOf(['account', 'installation']), connection: orNull(uuid), displayName: text, provider: text, was: orNull(text), now: orNull(text),
    installations: { type: 'array', items: objectOf({ properties: { id: text, label: text } }) },
  },
})

/** To a provider's consent page, back from it, and the answer to what came back. */
export const oauthOperations: Operation[] = [
  at({
    method: 'get',
    path: '/api/oauth/authorize',
    id: 'authorize',
    summary: 'Go to a provider’s consent page',
    description: 'For a person in a browser: sends them on and binds the way back to that browser. No connection is made before they are back.',
    parameters: [
      query('workspaceId', 'Id of the account.'), query('provider', 'Key of the provider.'), query('authMethod', 'Key of the auth method; the first with a consent page when left out.'),
      query('connectionId', 'Renews this connection instead of making one.'), query('returnTo', 'A page of Patchbay, as a path; Settings when left out.'), query('display', '`page` or `popup`: how the way back answers.'), query('optionalScopes', 'Which of the row’s optional permissions to ask for, with spaces between; all when left out.'),
    ],
    codes: [...codes, 'rate_limited'],
    answers: { 302: { description: 'To the provider.' } },
  }),
  at({
    method: 'post',
    path: '/api/oauth/authorize',
    id: 'startAuthorization',
    summary: 'Prepare the way to a provider’s consent page',
    description: 'The same for a dialog, which may send fields along (an account’s own client) and opens the address itself.',
    body: bodyOf(authorizationInputSchema),
    codes: [...codes, 'credential_format', 'rate_limited'],
    answers: { 200: { description: 'Where to go. Good for ten minutes, once, in this browser.', schema: objectOf({ properties: { attempt: uuid, url: text } }) } },
  }),
  at({
    method: 'get',
    path: '/api/oauth/callback',
    id: 'finishAuthorization',
    summary: 'The way back from a provider’s consent page',
    description: 'Needs the state and the browser’s cookie of it, no session. Sends on to the page it began on, with `connected=<id>`, or with `error=<code>`; with `conflict` and `attempt=<id>` the person is to be asked: another account answered than before, or there are several installations of an app. For a popup, a page that tells the one that opened it.',
    caller: 'anybody',
    parameters: [query('state', 'As it was sent.'), query('code', 'The provider’s.'), query('error', 'The provider’s, in place of a code.'), query('iss', 'Who answers, where the provider says so.')],
    answers: { 302: { description: 'Back to the page it began on.' }, 200: { description: 'The end of a popup.', content: { 'text/html': { schema: text } } } },
  }),
  at({
    method: 'get',
    path: '/api/oauth/attempts/{id}',
    id: 'readHeldGrant',
    summary: 'What the person is asked before the connection is made',
    description: '`kind` `account`: another account answered (`now`) than the connection was made with (`was`); go on with it, or not. `installation`: which of `installations` is meant; `connection` is null where a new one is to be made.',
    answers: { 200: { description: 'The question to put to the person.', schema: questionSchema } },
  }),
  at({
    method: 'post',
    path: '/api/oauth/attempts/{id}/keep',
    id: 'keepHeldGrant',
    summary: 'Go on with the account that answered',
    codes: ['connection_blocked', 'conflict', 'version_conflict', 'vault_unavailable', 'key_unavailable'],
    answers: { 200: { description: 'The connection as it is now.', schema: objectOf({ properties: { connection: ref('Connection'), result: orNull(ref('TestResult')) } }) } },
  }),
  at({
    method: 'post',
    path: '/api/oauth/attempts/{id}/choose',
    id: 'chooseHeldInstallation',
    summary: 'Connect that installation of an app',
    body: bodyOf(chosenInstallationSchema),
    codes: [...codes, 'reauth_required', 'credential_rejected', 'rate_limited', 'version_conflict'],
    answers: { 200: { description: 'The connection as it is now.', schema: objectOf({ properties: { connection: ref('Connection'), result: orNull(ref('TestResult')) } }) } },
  }),
  at({
    method: 'delete',
    path: '/api/oauth/attempts/{id}',
    id: 'dropHeldGrant',
    summary: 'Stay with what there was',
    description: 'What was granted is given back at the provider where it takes it back.',
    codes: ['built_in_missing', 'vault_unavailable', 'key_unavailable'],
    answers: { 200: { description: 'Dropped here; and at the provider?', schema: objectOf({ properties: { provider: enumOf(['revoked', 'unsupported', 'failed']) } }) } },
  }),
]
