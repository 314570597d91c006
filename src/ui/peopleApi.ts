import type { OwnToken } from '#src/engine/people/OwnToken.ts'
import { callApi } from './callApi.ts'

export type Sent = { id: string; mail: 'sent' | 'failed' | 'off'; link: string | null }
type Connection = { id: string; name: string; provider: string }
export type MemberImpact = { privateConnections: (Connection & { calls30d: number })[]; sharedConnections: Connection[]; tokens: { id: string; name: string }[]; invitations: number; heirs: { id: string; name: string }[] }
export type Looked = { state: 'open' | 'expired' | 'withdrawn' | 'accepted'; invitation: { account: string; email: string; role: string; inviter: string | null; expiresAt: string } | null }
export type Accepted = { account: { id: string; name: string }; role: string; email: string }

const at = (slug: string, id: string, verb = ''): string => `/${slug}/${encodeURIComponent(id)}${verb}`
const byHeir = (heir: string | null): string => (heir === null ? '' : `?heir=${encodeURIComponent(heir)}`)

/** What the pages about people, tokens and the account ask of the API, one name each; all throw ApiError. */
export const peopleApi = {
  invite: (body: { account: string; email: string; role: string }) => callApi<Sent>({ method: 'POST', path: '/invitations', body }),
  resend: (id: string) => callApi<Sent>({ method: 'POST', path: at('invitations', id, '/resend') }),
  withdraw: (id: string) => callApi<unknown>({ method: 'POST', path: at('invitations', id, '/revoke') }),
  look: (token: string) => callApi<Looked>({ method: 'POST', path: '/invitations/look', body: { token } }),
  accept: (body: { token: string; as?: string; person?: { name: string; password: string } }) => callApi<Accepted>({ method: 'POST', path: '/invitations/accept', body }),

  changeRole: (id: string, role: string) => callApi<unknown>({ method: 'PATCH', path: at('memberships', id), body: { role } }),
  readMemberImpact: (id: string, signal: AbortSignal) => callApi<MemberImpact>({ method: 'GET', path: at('memberships', id, '/impact'), signal }),
  removeMember: (id: string, heir: string | null) => callApi<unknown>({ method: 'DELETE', path: at('memberships', id, byHeir(heir)) }),
  handOver: (id: string, current: string) => callApi<unknown>({ method: 'POST', path: at('memberships', id, '/hand-over'), body: { current } }),

  makeToken: (body: { name: string; account: string; scopes: string[]; expiresAt: string | null }) => callApi<{ token: string }>({ method: 'POST', path: '/api-tokens', body }),
  revokeToken: (id: string) => callApi<unknown>({ method: 'DELETE', path: at('api-tokens', id) }),

  renameAccount: (id: string, name: string) => callApi<unknown>({ method: 'PATCH', path: at('accounts', id), body: { name } }),
  deleteAccount: (id: string, current: string) => callApi<unknown>({ method: 'POST', path: at('accounts', id, '/delete'), body: { current } }),
  renameMe: (id: string, name: string) => callApi<unknown>({ method: 'PATCH', path: at('users', id), body: { name } }),
  changePassword: (body: { current: string; password: string }) => callApi<{ tokens: OwnToken[] }>({ method: 'POST', path: '/users/password', body }),
  changeEmail: (body: { current: string; email: string }) => callApi<unknown>({ method: 'POST', path: '/users/email', body }),
  revokeOwnTokens: () => callApi<{ revoked: number }>({ method: 'POST', path: '/users/revoke-tokens' }),
  forgotPassword: (email: string) => callApi<unknown>({ method: 'POST', path: '/users/forgot-password', body: { email } }),
  resetPassword: (body: { token: string; password: string }) => callApi<{ email: string; tokens: OwnToken[] }>({ method: 'POST', path: '/users/reset-password', body }),
}
