import type { Operation } from './describeOperation.ts'
import { type JsonSchema, objectOf, orNull, text, uuid, whole } from './JsonSchema.ts'

const email: JsonSchema = { type: 'string', format: 'email' }
const password: JsonSchema = { ...text, writeOnly: true }
/** Payload adds how they signed in. */
const person: JsonSchema = { type: 'object', properties: { id: uuid, email, name: orNull(text), platformRole: text }, required: ['id', 'email'], additionalProperties: true }
const at = (operation: Omit<Operation, 'tag' | 'method'> & { method?: Operation['method'] }): Operation => ({ method: 'post', tag: 'sign-in', ...operation })

/** Payload's own sign-in, as far as people and programs need it. */
export const signInOperations: Operation[] = [
  at({
    path: '/api/users/login',
    id: 'signIn',
    summary: 'Sign in',
    description: 'Sets the session cookie; `token` is the same session for `Authorization: JWT …`.',
    caller: 'anybody',
    body: objectOf({ properties: { email, password } }),
    codes: ['unauthenticated', 'rate_limited'],
    answers: { 200: { description: 'Signed in.', schema: objectOf({ properties: { message: text, exp: whole, token: text, user: person } }) } },
  }),
  at({ path: '/api/users/logout', id: 'signOut', summary: 'Sign out', answers: { 200: { description: 'Signed out.', schema: objectOf({ properties: { message: text } }) } } }),
  at({ path: '/api/users/refresh-token', id: 'refreshSession', summary: 'Prolong the session', answers: { 200: { description: 'Prolonged.', schema: objectOf({ properties: { message: text, exp: whole, refreshedToken: text, user: person, strategy: text, setCookie: {} }, optional: ['user', 'strategy', 'setCookie'] }) } } }),
  at({ method: 'get', path: '/api/users/me', id: 'me', summary: 'Who am I', caller: 'anybody', answers: { 200: { description: 'The person, or null.', schema: objectOf({ properties: { user: orNull(person), message: text, collection: text, strategy: text, exp: whole, token: text }, optional: ['collection', 'strategy', 'exp', 'token'] }) } } }),
]
