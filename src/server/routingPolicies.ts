import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { PatchbayError } from '#src/engine/errors.ts'
import type { Distribution, RoutingMode } from '#src/engine/ports.ts'
import { requireAccount } from './requireAccount.ts'
import { readProvider } from './stores/readProvider.ts'
import { runtime } from './runtime.ts'
import { readPolicies } from './stores/readPolicies.ts'
import { savePolicy } from './stores/savePolicy.ts'

export type Policy = { provider: string; mode: RoutingMode; distribution: Distribution }

export const policyInputSchema = z.object({
  workspaceId: z.string().optional(),
  account: z.string().optional(),
  provider: z.string().max(100),
  mode: z.enum(['auto', 'built_in', 'byo']),
  distribution: z.enum(['default', 'round_robin']).optional(),
})

/** The account's policies that differ from the default (`auto`, default first). */
export async function listRoutingPolicies({ req, account }: { req: PayloadRequest; account: string | null }): Promise<{ policies: Policy[] }> {
  if (account === null) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'Say for which account: workspaceId is missing.' })
  await requireAccount({ req, account, ability: 'see' })
  return { policies: await readPolicies({ pool: runtime().pool, account }) }
}

export async function setRoutingPolicy({ req, input }: { req: PayloadRequest; input: z.infer<typeof policyInputSchema> }): Promise<{ policies: Policy[] }> {
  const account = input.workspaceId ?? input.account
  if (account === undefined) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'Say for which account: workspaceId is missing.' })
  await requireAccount({ req, account, ability: 'manage' })
  if ((await readProvider({ req, key: input.provider })) === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  await savePolicy({ req, account, provider: input.provider, mode: input.mode, distribution: input.distribution })
  return { policies: await readPolicies({ pool: runtime().pool, account }) }
}
