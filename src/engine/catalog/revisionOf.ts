import type { CompiledProvider } from './CompiledProvider.ts'
import { digestOf } from './digestOf.ts'

/**
 * Names the state of what a connect dialog draws and says: the auth methods with their fields, and where a credential
 * would go. A form sends it back, so that nobody saves by a form that is no longer true. Other changes of a row (its
 * description, retries) leave it as it is.
 */
export const revisionOf = ({ allowedHosts, authMethods, baseMarks }: CompiledProvider): string => digestOf({ allowedHosts, authMethods, baseMarks })
