import { z } from 'zod'
import { looksLikeSecret } from '#src/engine/redact/looksLikeSecret.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { momentSchema } from './momentSchema.ts'

/** What a form of a connection sends, whichever way it takes. */
export const connectionFields = {
  workspaceId: z.string().optional(),
  account: z.string().optional(),
  provider: z.string().max(100).optional(),
  authMethod: z.string().max(100).nullish(),
  connectionId: z.string().nullish(),
  displayName: z.string().trim().min(1, 'a name has 1 to 80 characters').max(80, 'a name has 1 to 80 characters').nullish(),
  credentialPayload: z.record(z.string(), z.unknown()).nullish(),
  visibility: z.enum(['account', 'private']).nullish(),
  isDefault: z.boolean().nullish(),
  providerRevision: z.string().max(100).nullish(),
  openedBy: z.string().max(100).nullish(),
}

/**
 * The body of provider-connections, of the test, and of POST and PATCH /connections. Unknown keys are ignored: fields
 * the server sets itself may be sent back as they were read.
 */
export const connectionInputSchema = z
  .object({
    ...connectionFields,
    sortOrder: z.number().int().min(-1_000_000).max(1_000_000).nullish(),
    expiresAt: momentSchema.nullable().optional(),
    version: z.number().int().min(0).nullish(),
    test: z.boolean().nullish(),
    acceptFormat: z.boolean().nullish(),
  })
  .transform((body) => ({ ...body, account: body.workspaceId ?? body.account }))

export type ConnectionInput = z.infer<typeof connectionInputSchema>

/** Names are stored and shown as plain text. */
export function refuseSecretInName(name: string | null | undefined): void {
  const kind = name ? looksLikeSecret(name) : null
  if (kind === null) return
  throw new PatchbayError('secret_in_plain_field', { field: 'displayName', message: `The name is stored as plain text, and this one looks like a secret (${kind}).` })
}

/** Midnight UTC for a plain date. */
export const expiryOf = (text: string | null | undefined): string | null | undefined => (typeof text === 'string' ? new Date(text).toISOString() : text)
