import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { tokenScopes } from '#src/access/Actor.ts'
import { actorOf } from '#src/access/actorOf.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { hashToken, makeToken, maskToken } from '#src/engine/apiToken.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { looksLikeSecret } from '#src/engine/redact/looksLikeSecret.ts'
import { limitChanges } from './limitChanges.ts'
import { momentSchema } from './momentSchema.ts'
import { requireAccount } from './requireAccount.ts'
import { holdTokenRight } from './stores/holdTokenRight.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { type SavedToken, saveApiToken } from './stores/saveApiToken.ts'

export const tokenInputSchema = z.object({
  name: z.string().trim().min(1).max(120),
  account: z.string().nullable().optional(),
  workspaceId: z.string().nullable().optional(),
  scopes: z.array(z.enum(tokenScopes as [string, ...string[]])).min(1, 'name at least one scope').max(tokenScopes.length).default(['read', 'use']),
  expiresAt: momentSchema.nullish(),
})

/**
 * Makes a token; its text is in this answer and nowhere else ever after. A token of no account is the platform's and
 * only platform admins make one. Nobody makes a token with abilities they do not have. What a token makes ends with it at
 * the latest, and is counted as made by the person behind it, so that it goes when they go.
 */
export async function createApiToken({ req, input }: { req: PayloadRequest; input: z.infer<typeof tokenInputSchema> }): Promise<{ token: string; doc: SavedToken }> {
  const account = input.account ?? input.workspaceId ?? null
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (account !== null) await requireAccount({ req, account, ability: 'manage' })
  else if (!isPlatformActor(actor)) throw new PatchbayError('forbidden', { message: 'Only platform admins make tokens of no account.', hint: 'Name an account you manage.' })
  if (actor.kind === 'token' && input.scopes.some((scope) => !actor.scopes.has(scope as never))) {
    throw new PatchbayError('forbidden', { message: 'A token cannot make a token that may do more than itself.' })
  }
  await limitChanges({ actor, account })
  const givenExpiry = input.expiresAt == null ? null : new Date(input.expiresAt)
  if (givenExpiry !== null && givenExpiry.getTime() <= Date.now()) throw new PatchbayError('validation_failed', { field: 'expiresAt', message: 'The expiry is in the past.' })
  const parentExpiry = actor.kind === 'token' ? actor.expiresAt : null
  if (parentExpiry !== null && givenExpiry !== null && givenExpiry > parentExpiry) {
    throw new PatchbayError('forbidden', { field: 'expiresAt', message: 'A token cannot make a token that outlives it.', hint: `Name an expiry up to ${parentExpiry.toISOString()}, or none: then it ends with the token that makes it.` })
  }
  const expiresAt = givenExpiry ?? parentExpiry
  if (looksLikeSecret(input.name) !== null) throw new PatchbayError('secret_in_plain_field', { field: 'name' })
  const token = makeToken()
  const data = { name: input.name, account, scopes: [...new Set(input.scopes)], prefix: maskToken(token), hash: hashToken(token), createdBy: actor.kind === 'user' ? actor.id : actor.createdBy, expiresAt: expiresAt?.toISOString() ?? null }
  const doc = await inTransaction({
    req,
    work: async () => {
      if (!(await holdTokenRight({ req, account, maker: actor }))) throw new PatchbayError('not_found')
      return saveApiToken({ req, data })
    },
  })
  return { token, doc }
}
