import type { CompiledAuthMethod } from './CompiledProvider.ts'

/** Whether a connection by this method needs a person at the provider's own consent page; the others need fields only. Client-safe. */
export const asksPerson = ({ type, app }: Pick<CompiledAuthMethod, 'type' | 'app'>): boolean => type === 'oauth2_code' || (type === 'github_app' && app?.client === 'platform')
