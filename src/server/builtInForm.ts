import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import type { BuiltInForm, BuiltInUsage } from '#src/engine/catalog/BuiltInForm.ts'
import { asksPerson } from '#src/engine/catalog/asksPerson.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import { clientFields } from '#src/engine/catalog/clientFields.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { usesPlatformClient } from '#src/engine/catalog/takesClient.ts'
import type { TestResult } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import { hasTest, testCredential } from '#src/engine/verify/testCredential.ts'
import { limitChanges } from './limitChanges.ts'
import { runtime } from './runtime.ts'
import { readBuiltInUsage } from './stores/builtIns.ts'
import { listCatalog } from './stores/listCatalog.ts'
import { readProvider } from './stores/readProvider.ts'

async function requirePlatform(req: PayloadRequest): Promise<void> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (!isPlatformActor(actor)) throw new PatchbayError('forbidden', { hint: 'Ask a platform admin.' })
}

/** The providers to choose from, and of the chosen one what to ask for. */
export async function readBuiltInForm({ req, key }: { req: PayloadRequest; key: string | null }): Promise<BuiltInForm> {
  await requirePlatform(req)
  const rows = await listCatalog({ pool: runtime().pool })
  const chosen = rows.find((row) => row.key === key)
  return { providers: rows.map(({ key: one, compiled }) => ({ key: one, name: compiled.name })), provider: chosen === undefined ? null : describe(chosen) }
}

const describe = ({ compiled, help_url: helpUrl, help_text: helpText }: Awaited<ReturnType<typeof listCatalog>>[number]): BuiltInForm['provider'] => ({
  key: compiled.key,
  name: compiled.name,
  baseUrl: compiled.baseUrl,
  helpUrl,
  helpText,
  // What has no field to fill in is signed in to, not typed; so is what asks a person.
  methods: compiled.authMethods.filter((method) => method.fields.length > 0 && !asksPerson(method)).map((method) => ({ key: method.key, label: method.label, fields: method.fields, hasTest: hasTest({ compiled, method }) })),
  clientMethods: compiled.authMethods.filter(usesPlatformClient).map((method) => ({ key: method.key, label: method.label, fields: clientFields(method) })),
})

export const builtInTestSchema = z.object({ provider: z.string(), authMethod: z.string().nullish(), credentialPayload: z.record(z.string(), z.unknown()) })

/** Sends the row's test with what the panel holds, and stores nothing. */
export async function testBuiltIn({ req, input }: { req: PayloadRequest; input: z.infer<typeof builtInTestSchema> }): Promise<{ result: TestResult }> {
  await requirePlatform(req)
  await limitChanges({ actor: await actorOf(req), account: null })
  const stored = await readProvider({ req, key: input.provider })
  if (stored === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  const { compiled } = stored
  const method = findAuthMethod({ compiled, key: input.authMethod ?? null })
  const { values } = checkValues({ compiled, method, payload: input.credentialPayload, partial: false })
  if (!hasTest({ compiled, method })) throw new PatchbayError('provider_unavailable')
  const { scopes: _, ...result } = await testCredential({ egress: runtime().egress, compiled, method, values, agreedHosts: agreementOf({ compiled, method, values }), signal: req.signal ?? undefined })
  return { result }
}

/** How much of the day's calls is used up. */
export async function readUsageToday({ req, id }: { req: PayloadRequest; id: string }): Promise<{ today: BuiltInUsage }> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  const today = isPlatformActor(actor) && isUuid(id) ? await readBuiltInUsage({ pool: runtime().pool, id }) : null
  if (today === null) throw new PatchbayError('not_found')
  return { today }
}
