import { cutOffInputSchema } from '../cutOffs.ts'
import { revokeAllInputSchema } from '../revokeAll.ts'
import { bodyOf } from './componentSchemas.ts'
import type { Operation } from './describeOperation.ts'
import { objectOf, ref, whole } from './JsonSchema.ts'

const kinds = [
  { slug: 'accounts', name: 'Account', what: 'an account', owned: 'of an account' },
  { slug: 'integration-providers', name: 'Provider', what: 'a provider', owned: 'of a provider, in every account' },
  { slug: 'connections', name: 'Connection', what: 'a connection', owned: null },
] as const

const answers = { 200: { description: 'How it stands now.', schema: ref('CutOff') } }

/** What the platform alone may do to an account, a provider or a connection. */
export const cutOffOperations: Operation[] = kinds.flatMap(({ slug, name, what, owned }): Operation[] => {
  const at = { path: `/api/${slug}/{id}/cut-off`, tag: slug }
  return [
    { ...at, method: 'get', id: `readCutOffOf${name}`, summary: `Whether ${what} is cut off, and what a cut stops (platform admins)`, answers },
    { ...at, method: 'post', id: `cutOff${name}`, summary: `Cut ${what} off (platform admins)`, description: 'Whatever would use a credential of it is refused with `connection_blocked` and the reason, from the next request on. Nothing is destroyed.', body: bodyOf(cutOffInputSchema), codes: ['invalid_transition', 'secret_in_plain_field'], answers },
    { ...at, method: 'delete', id: `liftCutOffOf${name}`, summary: `Lift the cut of ${what} (platform admins)`, codes: ['invalid_transition'], answers },
    ...(owned === null
      ? []
      : [{ path: `/api/${slug}/{id}/revoke-credentials`, tag: slug, method: 'post' as const, id: `revokeCredentialsOf${name}`, summary: `Destroy every credential ${owned} (platform admins)`, description: '`confirm` is what GET …/cut-off names. The platform’s built-in credential stays.', body: bodyOf(revokeAllInputSchema), answers: { 200: { description: 'How many there were, and the run that tells their providers.', schema: objectOf({ properties: { revoked: whole, run: ref('RevocationRun') } }) } } }]),
  ]
})
