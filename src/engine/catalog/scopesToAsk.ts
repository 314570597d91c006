import type { CompiledAuthMethod } from './CompiledProvider.ts'

type Question = { method: Pick<CompiledAuthMethod, 'oauth' | 'requiredScopes'>; /** By default all that the row may use. */ optional?: string[] }

/** What a person is asked to grant at the provider, each once. Only `requiredScopes` are missed where they are not given. Client-safe. */
export const scopesToAsk = ({ method: { oauth, requiredScopes }, optional = oauth?.optionalScopes ?? [] }: Question): string[] => [...new Set([...(oauth?.scopes ?? []), ...requiredScopes, ...optional])]
