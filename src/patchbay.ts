/** What server code imports from `patchbay`; everything else is internal. */
export { PatchbayError, isPatchbayError } from './engine/errors.ts'
export type { ErrorCode } from './engine/errors.ts'
export { callProvider } from './server/callProvider.ts'
export type { ProviderCall } from './server/callProvider.ts'
export { getAiConfig } from './server/getAiConfig.ts'
export type { AiConfig, AiConfigQuestion } from './server/getAiConfig.ts'
export { resolveCredential } from './server/resolveCredential.ts'
export type { ResolvedCredential } from './server/ResolvedCredential.ts'
