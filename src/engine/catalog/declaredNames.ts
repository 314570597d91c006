import { builtInNames } from './compileAuthMethod.ts'
import type { CompiledAuthMethod } from './CompiledProvider.ts'

/** Every name the templates of a method may use: its fields, what `derive` takes from them, what the engine makes. */
export const declaredNames = (method: CompiledAuthMethod): Set<string> =>
  new Set([...method.fields.map((field) => field.name), ...Object.keys(method.derive), ...builtInNames(method.type), ...(method.app?.client === 'platform' ? [method.app.installation] : [])])

/** What a request that takes a grant back may use besides. */
export const revocationNames = (method: CompiledAuthMethod): Set<string> => new Set([...declaredNames(method), 'refreshToken', 'clientId'])
