/** Who sends: nobody · people and programs of elsewhere · people of account A by role · tokens of A by scope · the platform. */
export const columns = [
  'anonymous', 'stranger', 'removed', 'b.owner', 'b.token.all', 'a.viewer', 'a.member', 'a.admin', 'a.owner',
  'a.token.read', 'a.token.connect', 'a.token.use', 'a.token.manage', 'platform', 'platformToken',
] as const
export type Column = (typeof columns)[number]

/** No membership in A: none of A's rows may show or change for these. */
export const foreignColumns: readonly Column[] = ['anonymous', 'stranger', 'removed', 'b.owner', 'b.token.all']

/** Sizes of the groups between the bars, in the order of `columns`. */
const groups = [1, 4, 4, 4, 2]

/**
 * Every route × every actor, aimed at account A. One word for a group stands for all in it, one word alone for everybody.
 * ok · all, all-2, none: how many of A's rows a list or count tells of (the two are the private connections, or the
 * events about them) · 401 unauthenticated · 403 may see, may not do · 404 absent or not yours to see · 405 · 409 the last
 * owner stays · cut the platform has cut it off · 400 what Payload says before it asks who one is.
 */
const table = `
  PATCH /{integration-providers,built-in-credentials,logos,accounts,memberships,invitations,connections,routing-policies,api-tokens,provider-requests,users,audit-events} | 405
  DELETE /{integration-providers,built-in-credentials,logos,accounts,memberships,invitations,connections,routing-policies,api-tokens,provider-requests,users,audit-events} | 405
  POST /{integration-providers,connections,api-tokens}/:id/duplicate | 405
  GET /{built-in-credentials,logos,accounts,memberships,invitations,connections,routing-policies,api-tokens,provider-requests,users,audit-events}/versions | 405
  GET /{built-in-credentials,logos,accounts,memberships,invitations,connections,routing-policies,api-tokens,provider-requests,users,audit-events}/versions/:id | 405
  POST /{built-in-credentials,logos,accounts,memberships,invitations,connections,routing-policies,api-tokens,provider-requests,users,audit-events}/versions/:id | 405
  PUT /connections/:id | 405
  PATCH /api-tokens/:id | 405
  POST /{api-tokens,users}/first-register | 405
  POST /{api-tokens,users}/verify/:id | 405
  POST /{api-tokens,users}/unlock | 405
  POST /api-tokens/login | 405
  POST /api-tokens/logout | 405
  POST /api-tokens/refresh-token | 405
  POST /api-tokens/forgot-password | 405
  POST /api-tokens/reset-password | 405
  GET /api-tokens/init | 405
  GET /api-tokens/me | 405

  GET /integration-providers/export           | 401  | 403                     | 403                     | 403                     | ok
  POST /integration-providers/import          | 401  | 403                     | 403                     | 403                     | ok
  GET /integration-providers/starters         | 401  | 403                     | 403                     | 403                     | ok
  POST /integration-providers/dry-run         | 401  | 403                     | 403                     | 403                     | ok
  POST /integration-providers/:id/impact      | 401  | 403                     | 403                     | 403                     | ok
  GET /integration-providers/:id/history      | 401  | 403                     | 403                     | 403                     | ok
  POST /integration-providers/preview         | 401  | 403                     | 403                     | 403                     | ok
  GET /integration-providers/count            | 401  | all                     | all                     | all                     | all
  POST /integration-providers                 | 401  | 403                     | 403                     | 403                     | ok
  DELETE /integration-providers/:id           | 401  | 403                     | 403                     | 403                     | ok
  POST /integration-providers/access/:id?     | 401  | ok                      | ok                      | ok                      | ok
  GET /integration-providers/versions         | 401  | 403                     | 403                     | 403                     | ok
  GET /integration-providers                  | 401  | all                     | all                     | all                     | all
  GET /integration-providers/:id              | 401  | ok                      | ok                      | ok                      | ok
  GET /integration-providers/versions/:id     | 401  | 404                     | 404                     | 404                     | ok
  POST /integration-providers/versions/:id    | 401  | 403                     | 403                     | 403                     | ok
  PATCH /integration-providers/:id            | 401  | 403                     | 403                     | 403                     | ok

  GET /integration-providers/:id/cut-off      | 401  | 403                     | 403                     | 403                     | ok
  POST /integration-providers/:id/cut-off     | 401  | 403                     | 403                     | 403                     | ok
  DELETE /integration-providers/:id/cut-off   | 401  | 403                     | 403                     | 403                     | ok
  POST /integration-providers/:id/revoke-credentials | 401 | 403               | 403                     | 403                     | ok

  GET /built-in-credentials/form              | 401  | 403                     | 403                     | 403                     | ok
  POST /built-in-credentials/test             | 401  | 403                     | 403                     | 403                     | ok
  GET /built-in-credentials/:id/usage         | 401  | 404                     | 404                     | 404                     | ok
  GET /built-in-credentials/count             | 401  | 403                     | 403                     | 403                     | all
  POST /built-in-credentials                  | 401  | 403                     | 403                     | 403                     | ok
  DELETE /built-in-credentials/:id            | 401  | 404                     | 404                     | 404                     | ok
  POST /built-in-credentials/access/:id?      | 401  | 404                     | 404                     | 404                     | ok
  GET /built-in-credentials                   | 401  | 403                     | 403                     | 403                     | all
  GET /built-in-credentials/:id               | 401  | 404                     | 404                     | 404                     | ok
  PATCH /built-in-credentials/:id             | 401  | 404                     | 404                     | 404                     | ok

  GET /logos/paste-url/:id?                   | 401  | 400                     | 400                     | 400                     | 400
  GET /logos/file/:filename                   | ok
  GET /logos/icon/:slug/:tone                 | ok
  GET /logos/count                            | all
  POST /logos                                 | 401  | 403                     | 403                     | 403                     | ok
  DELETE /logos/:id                           | 401  | 403                     | 403                     | 403                     | ok
  POST /logos/access/:id?                     | 401  | ok                      | ok                      | ok                      | ok
  GET /logos                                  | all
  GET /logos/:id                              | ok
  PATCH /logos/:id                            | 401  | 403                     | 403                     | 403                     | ok

  GET /accounts/count                         | 401  |   403   403  none  none | all                     | all                     | all
  POST /accounts                              | 401  | 403                     | 403                     | 403                     | ok
  DELETE /accounts/:id                        | 401  | 404                     | 403                     | 403                     | ok
  POST /accounts/:id/delete                   | 401  | 404                     |   403   403   403    ok | 403                     | 404
  POST /accounts/access/:id?                  | 401  | 404                     | ok                      | ok                      | ok
  GET /accounts                               | 401  |   403   403  none  none | all                     | all                     | all
  GET /accounts/:id                           | 401  | 404                     | ok                      | ok                      | ok
  PATCH /accounts/:id                         | 401  | 404                     |   403   403    ok    ok |   403   403   403    ok | ok

  GET /accounts/:id/cut-off                   | 401  | 404                     | 403                     | 403                     | ok
  POST /accounts/:id/cut-off                  | 401  | 404                     | 403                     | 403                     | ok
  DELETE /accounts/:id/cut-off                | 401  | 404                     | 403                     | 403                     | ok
  POST /accounts/:id/revoke-credentials       | 401  | 404                     | 403                     | 403                     | ok

  GET /memberships/count                      | 401  |   403   403  none  none | all                     | all                     | all
  POST /memberships                           | 401  | 404                     |   403   403    ok    ok | 403                     | 403
  POST /memberships @owner                    | 401  | 404                     |   403   403   403    ok | 403                     | 403
  DELETE /memberships/:id                     | 401  | 404                     |   403   403    ok    ok | 403                     | 403
  DELETE /memberships/:id @owner              | 401  | 404                     |   403   403   403   409 | 403                     | 403
  DELETE /memberships/:id @self               | 401  | 404                     |    ok    ok    ok   409 | 404                     | 403
  POST /memberships/access/:id?               | 401  | 404                     | ok                      | ok                      | ok
  GET /memberships                            | 401  |   403   403  none  none | all                     | all                     | all
  GET /memberships/:id                        | 401  | 404                     | ok                      | ok                      | ok
  PATCH /memberships/:id                      | 401  | 404                     |   403   403    ok    ok | 403                     | 403

  GET /memberships/:id/impact                 | 401  | 404                     |   403   403    ok    ok | 403                     | 404
  POST /memberships/:id/hand-over             | 401  | 404                     |   403   403   403    ok | 403                     | 404

  POST /invitations                           | 401  | 404                     |   403   403    ok    ok | 403                     | 404
  POST /invitations @owner                    | 401  | 404                     |   403   403   403    ok | 403                     | 404
  POST /invitations/look                      | 404
  POST /invitations/accept                    | 404
  POST /invitations/:id/resend                | 401  | 404                     |   404   404    ok    ok |   404   404   404   403 | 404
  POST /invitations/:id/revoke                | 401  | 404                     |   404   404    ok    ok |   404   404   404   403 | 404
  PATCH /invitations/:id                      | 405
  DELETE /invitations/:id                     | 405
  GET /invitations/count                      | 401  |   403   403  none  none |   403   403   all   all |   403   403   403   all | 403
  POST /invitations/access/:id?               | 401  | 404                     | 404   404    ok    ok   | 404   404   404    ok   | 404
  GET /invitations                            | 401  |   403   403  none  none |   403   403   all   all |   403   403   403   all | 403
  GET /invitations/:id                        | 401  | 404                     |   404   404    ok    ok |   404   404   404    ok | 404

  POST /connections/:id/test                  | 401  | 404                     |   403   403    ok    ok |   403    ok   403    ok | 403
  POST /connections/:id/test @private         | 401  | 404                     |   404    ok   403   403 | 404                     | 403
  POST /connections/:id/test @own             | 401  | 404                     |   403    ok    ok    ok |   403    ok   403    ok | 403
  POST /connections/:id/refresh               | 401  | 404                     |   403   403   409   409 |   403   409   403   409 | 403
  POST /connections/:id/deactivate            | 401  | 404                     |   403   403    ok    ok |   403    ok   403    ok | ok
  POST /connections/:id/deactivate @private   | 401  | 404                     |   404    ok   403   403 | 404                     | ok
  POST /connections/:id/reactivate            | 401  | 404                     |   403   403    ok    ok |   403    ok   403    ok | 403
  POST /connections/:id/reactivate @blocked   | 401  | 404                     |   403   403   cut   cut |   403   cut   403   cut | ok
  POST /connections/:id/revoke                | 401  | 404                     |   403   403    ok    ok |   403    ok   403    ok | ok
  POST /connections/:id/revoke @private       | 401  | 404                     |   404    ok    ok    ok | 404                     | ok
  POST /connections/:id/restore               | 401  | 404                     |   403   403    ok    ok |   403    ok   403    ok | 403
  GET /connections/:id/impact                 | 401  | 404                     | ok                      | ok                      | ok
  GET /connections/:id/impact @private        | 401  | 404                     |   404    ok    ok    ok | 404                     | ok
  GET /connections/:id/usage                  | 401  | 404                     | ok                      | ok                      | ok
  GET /connections/:id/usage @private         | 401  | 404                     |   404    ok    ok    ok | 404                     | ok
  GET /connections/:id/cut-off                | 401  | 404                     | 403                     | 403                     | ok
  GET /connections/:id/cut-off @private       | 401  | 404                     |   404   403   403   403 | 404                     | ok
  POST /connections/:id/cut-off               | 401  | 404                     | 403                     | 403                     | ok
  POST /connections/:id/cut-off @private      | 401  | 404                     |   404   403   403   403 | 404                     | ok
  DELETE /connections/:id/cut-off             | 401  | 404                     | 403                     | 403                     | ok
  POST /connections/:id/consent               | 401  | 404                     |   403   403    ok    ok |   403   403   403    ok | 403
  POST /connections                           | 401  | 404                     |   403    ok    ok    ok |   403    ok   403   403 | 404
  PATCH /connections/:id                      | 401  | 404                     |   403   403    ok    ok |   403    ok   403    ok | 403
  PATCH /connections/:id @private             | 401  | 404                     |   404    ok   403   403 | 404                     | 403
  PATCH /connections/:id @own                 | 401  | 404                     |   403    ok    ok    ok |   403    ok   403    ok | 403
  DELETE /connections/:id                     | 401  | 404                     |   403   403    ok    ok |   403    ok   403    ok | 403
  DELETE /connections/:id @private            | 401  | 404                     |   404    ok   403   403 | 404                     | 403
  DELETE /connections/:id @own                | 401  | 404                     |   403    ok    ok    ok |   403    ok   403    ok | 403
  GET /connections/count                      | 401  |   403   403  none  none | all-2 all-1   all   all | all-2                   | all
  POST /connections/access/:id?               | 401  | 404                     | ok                      | ok                      | ok
  GET /connections                            | 401  |   403   403  none  none | all-2 all-1   all   all | all-2                   | all
  GET /connections/:id                        | 401  | 404                     | ok                      | ok                      | ok
  GET /connections/:id @private               | 401  | 404                     |   404    ok    ok    ok | 404                     | ok
  GET /connections/:id @trashed               | 401  | 404                     | 404                     | 404                     | 404

  GET /routing-policies/count                 | 401  |   403   403  none  none | all                     | all                     | 403
  POST /routing-policies                      | 401  | 404                     |   403   403    ok    ok |   403   403   403    ok | 403
  DELETE /routing-policies/:id                | 401  | 404                     |   403   403    ok    ok |   403   403   403    ok | 404
  POST /routing-policies/access/:id?          | 401  | 404                     | ok                      | ok                      | 404
  GET /routing-policies                       | 401  |   403   403  none  none | all                     | all                     | 403
  GET /routing-policies/:id                   | 401  | 404                     | ok                      | ok                      | 404
  PATCH /routing-policies/:id                 | 401  | 404                     |   403   403    ok    ok |   403   403   403    ok | 404

  POST /api-tokens                            | 401  | 404                     |   403   403    ok    ok |   403   403   403    ok | 404
  POST /api-tokens @platform                  | 401  | 403                     | 403                     | 403                     | ok
  GET /api-tokens/count                       | 401  |   403   403  none  none |   403   403   all   all |   403   403   403   all | all
  DELETE /api-tokens/:id                      | 401  | 404                     |   404   404    ok    ok |   404   404   404    ok | ok
  POST /api-tokens/access/:id?                | 401  | 404                     | 404   404    ok    ok   | 404   404   404    ok   | ok
  GET /api-tokens                             | 401  |   403   403  none  none |   403   403   all   all |   403   403   403   all | all
  GET /api-tokens/:id                         | 401  | 404                     |   404   404    ok    ok |   404   404   404    ok | ok

  POST /provider-requests                     | 401  | 404                     |   403    ok    ok    ok | 403                     | 404
  GET /provider-requests/count                | 401  |   403   403  none  none | all                     | all                     | all
  DELETE /provider-requests/:id               | 401  | 404                     | 403                     | 403                     | ok
  POST /provider-requests/access/:id?         | 401  | 404                     | ok                      | ok                      | ok
  GET /provider-requests                      | 401  |   403   403  none  none | all                     | all                     | all
  GET /provider-requests/:id                  | 401  | 404                     | ok                      | ok                      | ok
  PATCH /provider-requests/:id                | 401  | 404                     | 403                     | 403                     | ok

  POST /users/forgot-password                 | 405
  POST /users/email                           | 401  |   422   422   422   403 | 422                     | 403                     |   422   403
  POST /users/revoke-tokens                   | 401  |    ok    ok    ok   403 | ok                      | 403                     |    ok   403
  POST /users/password                        | 401  |   422   422   422   403 | 422                     | 403                     |   422   403
  GET /users/init                             | ok
  POST /users/login                           | 401
  POST /users/logout                          | 400  |    ok    ok    ok   403 | ok                      | 403                     |    ok   403
  GET /users/me                               | ok
  POST /users/refresh-token                   | 401  |    ok    ok    ok   403 | ok                      | 403                     |    ok   403
  POST /users/reset-password                  | 404
  GET /users/count                            | 401  | none                    | all                     | all                     | all
  POST /users                                 | 401  | 403                     | 403                     | 403                     | ok
  DELETE /users/:id                           | 401  | 404                     | 403                     | 403                     | ok
  POST /users/access/:id?                     | 401  | 404                     | ok                      | ok                      | ok
  GET /users                                  | 401  | none                    | all                     | all                     | all
  GET /users/:id                              | 401  | 404                     | ok                      | ok                      | ok
  GET /users/:id @self                        | 401  |    ok    ok    ok   404 | ok                      | ok                      | ok
  PATCH /users/:id                            | 401  | 404                     | 403                     | 403                     | ok
  PATCH /users/:id @self                      | 401  |    ok    ok    ok   404 | ok                      | 403                     | ok

  GET /audit-events/export                    | 401  |   403   403    ok    ok | ok                      | ok                      | ok
  GET /audit-events/count                     | 401  |   403   403  none  none | all-2 all-1   all   all | all-2                   | all
  POST /audit-events                          | 401  | 404                     | 403                     | 403                     | 403
  DELETE /audit-events/:id                    | 401  | 404                     | 403                     | 403                     | 403
  POST /audit-events/access/:id?              | 401  | 404                     | ok                      | ok                      | ok
  GET /audit-events                           | 401  |   403   403  none  none | all-2 all-1   all   all | all-2                   | all
  GET /audit-events/:id                       | 401  | 404                     | ok                      | ok                      | ok
  PATCH /audit-events/:id                     | 401  | 404                     | 403                     | 403                     | 403

  GET /payload-kv/count                       | 401  | 403                     | 403                     | 403                     | 403
  POST /payload-kv                            | 401  | 403                     | 403                     | 403                     | 403
  DELETE /payload-kv                          | 401  | 403                     | 403                     | 403                     | 403
  DELETE /payload-kv/:id                      | 401  | 404                     | 404                     | 404                     | 404
  POST /payload-kv/access/:id?                | 401  | 404                     | 404                     | 404                     | 404
  GET /payload-kv/versions                    | 401  | 404                     | 404                     | 404                     | 404
  POST /payload-kv/:id/duplicate              | 401  | 404                     | 404                     | 404                     | 404
  GET /payload-kv                             | 401  | 403                     | 403                     | 403                     | 403
  GET /payload-kv/:id                         | 401  | 404                     | 404                     | 404                     | 404
  GET /payload-kv/versions/:id                | 401  | 404                     | 404                     | 404                     | 404
  POST /payload-kv/versions/:id               | 401  | 404                     | 404                     | 404                     | 404
  PATCH /payload-kv                           | 401  | 403                     | 403                     | 403                     | 403
  PATCH /payload-kv/:id                       | 401  | 404                     | 404                     | 404                     | 404

  GET /payload-preferences/:key               | ok
  DELETE /payload-preferences/:key            | 401  | ok                      | ok                      | ok                      | ok
  POST /payload-preferences/:key              | 401  | ok                      | ok                      | ok                      | ok
  POST /payload-preferences                   | 401  | ok                      | ok                      | ok                      | ok
  DELETE /payload-preferences                 | 401  | ok                      | ok                      | ok                      | ok
  POST /payload-preferences/access/:id?       | 401  | 404                     | 404                     | 404                     | 404
  POST /payload-preferences/:id/duplicate     | 401  | 404                     | 404                     | 404                     | 404
  GET /payload-preferences                    | 401  | none                    | none                    | none                    | none
  GET /payload-preferences/versions/:id       | 401  | 404                     | 404                     | 404                     | 404
  POST /payload-preferences/versions/:id      | 401  | 404                     | 404                     | 404                     | 404
  PATCH /payload-preferences                  | 401  | ok                      | ok                      | ok                      | ok
  PATCH /payload-preferences/:id              | 401  | 404                     | 404                     | 404                     | 404

  POST /globals/marketplace/access            | ok
  GET /globals/marketplace                    | 401  | ok                      | ok                      | ok                      | ok
  GET /globals/marketplace/versions/:id       | 401  | 403                     | 403                     | 403                     | 403
  GET /globals/marketplace/versions           | 401  | 403                     | 403                     | 403                     | 403
  POST /globals/marketplace/versions/:id      | 401  | 403                     | 403                     | 403                     | 403
  POST /globals/marketplace                   | 401  | 403                     | 403                     | 403                     | ok
  POST /globals/platform-settings/access      | ok
  GET /globals/platform-settings              | 401  | ok                      | ok                      | ok                      | ok
  GET /globals/platform-settings/versions/:id | 401  | 403                     | 403                     | 403                     | 403
  GET /globals/platform-settings/versions     | 401  | 403                     | 403                     | 403                     | 403
  POST /globals/platform-settings/versions/:id| 401  | 403                     | 403                     | 403                     | 403
  POST /globals/platform-settings             | 401  | 403                     | 403                     | 403                     | ok

  POST /integrations/provider-connections     | 401  | 404                     |   403    ok    ok    ok |   403    ok   403   403 | 404
  POST /integrations/test                     | 401  | 404                     |   403    ok    ok    ok |   403    ok   403   403 | 404
  GET /integrations/routing-policies          | 401  | 404                     | ok                      | ok                      | 404
  PUT /integrations/routing-policies          | 401  | 404                     |   403   403    ok    ok |   403   403   403    ok | 404
  PUT /integrations/connection-order          | 401  | 404                     |   403   403    ok    ok |   403   403   403    ok | 404
  GET /integrations/resolve                   | 401  | 404                     | ok                      | ok                      | 404
  GET /integrations/usage                     | 401  | 404                     | ok                      | ok                      | 404

  GET /revocations                            | 401  | 403                     | 403                     | 403                     | ok
  POST /revocations                           | 401  | 403                     | 403                     | 403                     | ok
  GET /revocations/:id                        | 401  | 403                     | 403                     | 403                     | ok
  GET /revocations/:id/report                 | 401  | 403                     | 403                     | 403                     | ok

  GET /oauth/authorize                        | 401  | 404                     |   403    ok    ok    ok | 403                     | 404
  POST /oauth/authorize                       | 401  | 404                     |   403    ok    ok    ok | 403                     | 404
  GET /oauth/callback                         | ok
  GET /oauth/attempts/:id                     | 401  | 404                     | 404                     | 404                     | 404
  POST /oauth/attempts/:id/keep               | 401  | 404                     | 404                     | 404                     | 404
  POST /oauth/attempts/:id/choose             | 401  | 404                     | 404                     | 404                     | 404
  DELETE /oauth/attempts/:id                  | 401  | 404                     | 404                     | 404                     | 404

  GET /health                                 | ok
  GET /openapi.json                           | ok
  GET /access                                 | ok

  GET /proxy/connections/:id/v1/me            | 401  | 404                     |   403    ok    ok    ok |   403   403    ok   403 | 404
  GET /proxy/connections/:id/v1/me @private   | 401  | 404                     |   404    ok   404   404 |   403   403   404   403 | 404
  GET /proxy/accounts/:account/acme/v1/me     | 401  | 404                     |   403    ok    ok    ok |   403   403    ok   403 | 404
`

/** Route → verdict by column. */
export const accessVerdicts: ReadonlyMap<string, Record<Column, string>> = new Map(table.split('\n').filter((line) => line.includes('|')).flatMap(readLine))

function readLine(line: string): [string, Record<Column, string>][] {
  const [head = '', ...cells] = line.split('|').map((cell) => cell.trim())
  const words = groups.flatMap((size, index) => {
    const given = (cells[index] ?? cells[0] ?? '').split(/ +/)
    return given.length === size ? given : Array<string>(size).fill(given[0] ?? '')
  })
  const verdicts = Object.fromEntries(columns.map((column, index) => [column, words[index]])) as Record<Column, string>
  const [, before = '', slugs, after = ''] = /^([^{]*)(?:\{(.*)\})?(.*)$/.exec(head) ?? []
  return (slugs ?? '').split(',').map((slug) => [`${before}${slug}${after}`, verdicts])
}
