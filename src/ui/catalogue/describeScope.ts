import { messages } from '#src/messages/messages.ts'

const actions: Record<string, 'read' | 'write' | 'send' | 'create' | 'delete' | 'manage'> = {
  read: 'read', readonly: 'read', view: 'read', list: 'read', get: 'read', write: 'write', readwrite: 'write', edit: 'write', update: 'write', send: 'send', create: 'create', delete: 'delete', remove: 'delete', manage: 'manage', admin: 'manage', full: 'manage',
}

/**
 * A permission as a half sentence: `chat:write` is "read and change chat", `…/auth/drive.readonly` is "read drive". A
 * name that says no action is used as it is; the name itself always stands beside it. `openid` and its like mean the same
 * everywhere and have words of their own.
 */
export function describeScope(scope: string): string {
  const { scopes, commonScopes } = messages().catalogue
  if (Object.hasOwn(commonScopes, scope)) return String(commonScopes[scope])
  const parts = (scope.split('/').at(-1) ?? scope).split(/[:.]/).filter(Boolean)
  const at = parts.findIndex((part) => Object.hasOwn(actions, part.toLowerCase()))
  const action = actions[(parts[at] ?? '').toLowerCase()]
  const what = parts.filter((_, index) => index !== at).join(' ').replaceAll(/[_-]/g, ' ')
  return action === undefined || what === '' ? scopes.other(parts.join(' ').replaceAll(/[_-]/g, ' ')) : scopes[action](what)
}
