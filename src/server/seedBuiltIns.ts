import type { PayloadRequest } from 'payload'
import { refuseEnv } from '#src/env.ts'
import { createBuiltIn, hasBuiltIn } from './stores/builtIns.ts'
import { listProviderRows } from './stores/providerRows.ts'
import { readProvider } from './stores/readProvider.ts'

/** Provider key → the ending of its environment variable: upper case, `-` as `_`. */
const suffixOf = (key: string): string => key.toUpperCase().replaceAll('-', '_')

/**
 * `PATCHBAY_BUILTIN_<KEY>` makes the built-in credential of a provider with a single secret field, when there is none yet.
 * @throws EnvRefusal naming the variable when no such provider exists or one value is not enough
 */
export async function seedBuiltIns({ req, builtIns }: { req: PayloadRequest; builtIns: { suffix: string; value: string }[] }): Promise<void> {
  if (builtIns.length === 0) return
  const keys = new Map((await listProviderRows({ req })).map(({ row }) => [suffixOf(String(row.key)), String(row.key)]))
  for (const { suffix, value } of builtIns) {
    const variable = `PATCHBAY_BUILTIN_${suffix}`
    const key = keys.get(suffix)
    const stored = key === undefined ? null : await readProvider({ req, key })
    if (key === undefined || stored === null) throw refuseEnv({ variable, reason: 'names no provider of the catalog' })
    if (await hasBuiltIn({ req, provider: key })) continue
    const method = stored.compiled.authMethods.find((one) => one.fields.filter((field) => field.required).length === 1 && one.fields.filter((field) => field.secret).length === 1)
    const field = method?.fields.find((one) => one.secret)
    if (method === undefined || field === undefined) throw refuseEnv({ variable, reason: 'names a provider whose credential is more than one secret; make it in the admin panel' })
    await createBuiltIn({ req, provider: key, authMethod: method.key, credentialPayload: { [field.name]: value } })
  }
}
