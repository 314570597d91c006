import type { CompiledAuthMethod, CompiledProvider } from './CompiledProvider.ts'

/** Whether a method uses an OAuth client or an app of the platform's, so that such a client has a use. Client-safe. */
export const takesClient = ({ authMethods }: Pick<CompiledProvider, 'authMethods'>): boolean => authMethods.some(usesPlatformClient)

export const usesPlatformClient = ({ oauth, app }: Pick<CompiledAuthMethod, 'oauth' | 'app'>): boolean => (app ?? oauth)?.client === 'platform'
