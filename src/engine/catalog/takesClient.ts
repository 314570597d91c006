import type { CompiledProvider } from './CompiledProvider.ts'

/** Whether people sign in to it through an OAuth client of the platform's, so that such a client has a use. Client-safe. */
export const takesClient = ({ authMethods }: Pick<CompiledProvider, 'authMethods'>): boolean =>
  authMethods.some(({ type, fields }) => type === 'oauth2_code' && !fields.some((field) => field.name === 'clientId'))
