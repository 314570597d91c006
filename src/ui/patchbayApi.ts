import type { ConnectionView, TestResult } from '#src/engine/connections/ConnectionView.ts'
import type { ProviderRequestView } from '#src/engine/catalog/ProviderRequestView.ts'
import type { CredentialSource, Distribution, RoutingMode } from '#src/engine/ports.ts'
import type { UsageReport } from '#src/engine/usage/UsageReport.ts'
import type { Language } from '#src/messages/Language.ts'
import { callApi } from './callApi.ts'

export type ConnectBody = {
  workspaceId: string
  provider: string
  connectionId?: string
  authMethod?: string
  displayName?: string
  visibility?: 'account' | 'private'
  isDefault?: boolean
  credentialPayload?: Record<string, string>
  version?: number
  test?: boolean
  /** The form said that a key is unusual, and it was sent all the same. */
  acceptFormat?: boolean
  /** The last day, as the end of it. */
  expiresAt?: string | null
  /** State of the row the form was drawn from. */
  providerRevision?: string
  /** Whose form it is. */
  openedBy?: string
}

export type AuthorizeBody = Omit<ConnectBody, 'version' | 'test' | 'expiresAt'>
type HeldFacts = { attempt: string; displayName: string; provider: string }
/** Which account a connection was made with, and which one answered. */
export type AccountQuestion = HeldFacts & { kind: 'account'; connection: string; was: string | null; now: string | null; installations: [] }
/** Which of several installations of an app is meant; `connection` is null where a new one is to be made, `was` whom it is with so far. */
export type InstallationQuestion = HeldFacts & { kind: 'installation'; connection: string | null; was: string | null; now: null; installations: { id: string; label: string }[] }
export type HeldQuestion = AccountQuestion | InstallationQuestion

export type ConnectAnswer = { connection: ConnectionView; result: TestResult | null }
/** What asking the provider for a new access token came to; `message` says why it did not. */
export type RefreshAnswer = { connection: ConnectionView; result: { outcome: 'refreshed' | 'unchanged' | 'error' | 'transient'; message: string } }
export type RemoveAnswer = { connection: ConnectionView; result: { destroyed: boolean; provider: string; manageUrl: string | null } }
export type Impact = { flows: { name: string }[]; channels: { name: string }[]; /** Only for those who may list them. */ tokens: { name: string }[]; tokenCount: number; calls30d: number }
export type RoutingPolicy = { provider: string; mode: RoutingMode; distribution: Distribution }
export type Resolution = { source: CredentialSource | null; connectionId: string | null; code: string | null; reasons: { code: string; text: string }[] }

type Cancel = { signal?: AbortSignal }
const verbPath = (id: string, verb: string): string => `/connections/${encodeURIComponent(id)}/${verb}`

/** Every request the tenant pages make, one name each; all throw ApiError. */
export const patchbayApi = {
  signIn: (body: { email: string; password: string }) => callApi<{ user?: { id?: string; language?: string | null } }>({ method: 'POST', path: '/users/login', body, isAnyones: true }),
  signOut: () => callApi<unknown>({ method: 'POST', path: '/users/logout' }),
  /** Of the signed-in person; null = as the browser asks. */
  saveLanguage: (user: string, language: Language | null) => callApi<unknown>({ method: 'PATCH', path: `/users/${encodeURIComponent(user)}`, body: { language } }),

  /** The same `requestKey` again gives the connection the first request made. */
  saveConnection: (body: ConnectBody, { signal, requestKey }: Cancel & { requestKey?: string } = {}) =>
    callApi<ConnectAnswer>({ method: 'POST', path: '/integrations/provider-connections', body, signal, headers: requestKey === undefined ? {} : { 'Idempotency-Key': requestKey } }),
  /** Till now. */
  readUsage: ({ id, from, interval }: { id: string; from: string; interval: UsageReport['interval'] }, { signal }: Cancel = {}) => callApi<UsageReport>({ method: 'GET', path: `${verbPath(id, 'usage')}?${new URLSearchParams({ from, interval }).toString()}`, signal }),
  readConnection: (id: string) => callApi<ConnectionView>({ method: 'GET', path: `/connections/${encodeURIComponent(id)}` }),
  /** Where to sign in at the provider; this browser alone can come back with it. */
  startAuthorization: (body: AuthorizeBody & { display: 'page' | 'popup'; returnTo: string }, { signal }: Cancel = {}) => callApi<{ attempt: string; url: string }>({ method: 'POST', path: '/oauth/authorize', body, signal }),
  readHeldGrant: (id: string) => callApi<HeldQuestion>({ method: 'GET', path: `/oauth/attempts/${encodeURIComponent(id)}` }),
  keepHeldGrant: (id: string) => callApi<ConnectAnswer>({ method: 'POST', path: `/oauth/attempts/${encodeURIComponent(id)}/keep` }),
  chooseInstallation: (id: string, installation: string) => callApi<ConnectAnswer>({ method: 'POST', path: `/oauth/attempts/${encodeURIComponent(id)}/choose`, body: { installation } }),
  dropHeldGrant: (id: string) => callApi<unknown>({ method: 'DELETE', path: `/oauth/attempts/${encodeURIComponent(id)}` }),
  testConnection: (id: string) => callApi<ConnectAnswer>({ method: 'POST', path: verbPath(id, 'test') }),
  refreshConnection: (id: string) => callApi<RefreshAnswer>({ method: 'POST', path: verbPath(id, 'refresh') }),
  deactivateConnection: (id: string, reason: string) => callApi<ConnectAnswer>({ method: 'POST', path: verbPath(id, 'deactivate'), body: { reason } }),
  changeConnection: (id: string, verb: 'reactivate' | 'restore') => callApi<ConnectAnswer>({ method: 'POST', path: verbPath(id, verb) }),
  /** Agrees to the hosts that were shown, and to no others that the row may name by now. */
  consent: (id: string, hosts: string[]) => callApi<ConnectAnswer>({ method: 'POST', path: verbPath(id, 'consent'), body: { hosts } }),
  revokeConnection: (id: string) => callApi<RemoveAnswer>({ method: 'POST', path: verbPath(id, 'revoke') }),
  deleteConnection: (id: string) => callApi<RemoveAnswer>({ method: 'DELETE', path: `/connections/${encodeURIComponent(id)}` }),
  readImpact: (id: string, { signal }: Cancel = {}) => callApi<Impact>({ method: 'GET', path: verbPath(id, 'impact'), signal }),

  saveOrder: (body: { workspaceId: string; provider: string; connections: { id: string; version: number }[] }) => callApi<unknown>({ method: 'PUT', path: '/integrations/connection-order', body }),
  /** Kept with the person, so that it holds on all their devices. */
  hide: (preference: string) => callApi<unknown>({ method: 'POST', path: `/payload-preferences/${encodeURIComponent(preference)}`, body: { value: { hidden: true } } }),
  requestProvider: (body: { workspaceId: string; name: string; website: string | undefined; why: string | undefined }) => callApi<{ doc: ProviderRequestView; isNew: boolean }>({ method: 'POST', path: '/provider-requests', body }),
  /** Rows of the starter catalog that are not there yet, put there; platform admins only. */
  loadStarters: async () => {
    const { providers } = await callApi<{ providers: unknown[] }>({ method: 'GET', path: '/integration-providers/starters' })
    await callApi<unknown>({ method: 'POST', path: '/integration-providers/import', body: { providers, partial: true } })
  },

  savePolicy: (body: { workspaceId: string } & RoutingPolicy) => callApi<{ policies: RoutingPolicy[] }>({ method: 'PUT', path: '/integrations/routing-policies', body }),
  resolve: ({ workspaceId, provider }: { workspaceId: string; provider: string }, { signal }: Cancel = {}) =>
    callApi<Resolution>({ method: 'GET', path: `/integrations/resolve?${new URLSearchParams({ workspaceId, provider })}`, signal }),
}
