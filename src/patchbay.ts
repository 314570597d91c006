import { callProvider as call } from './server/callProvider.ts'
import { getAiConfig as configure } from './server/getAiConfig.ts'
import { refuseInOneShape } from './server/refuseInOneShape.ts'
import { resolveCredential as resolve } from './server/resolveCredential.ts'

/** What server code imports from `patchbay`; everything else is internal. Refusals are PatchbayErrors. */
export const callProvider = refuseInOneShape(call)
export const getAiConfig = refuseInOneShape(configure)
export const resolveCredential = refuseInOneShape(resolve)

export { PatchbayError, isPatchbayError } from './engine/errors.ts'
export type { ErrorCode } from './engine/errors.ts'
export type { ProviderCall } from './server/callProvider.ts'
export type { AiConfig } from './server/AiConfig.ts'
export type { AiConfigQuestion } from './server/getAiConfig.ts'
export type { ResolvedCredential } from './server/ResolvedCredential.ts'
