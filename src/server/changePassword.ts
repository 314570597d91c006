import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { PatchbayError } from '#src/engine/errors.ts'
import { checkPassword } from '#src/engine/people/checkPassword.ts'
import type { OwnToken } from '#src/engine/people/OwnToken.ts'
import type { Language } from '#src/messages/Language.ts'
import { loadOwnTokens } from './loadOwnTokens.ts'
import { provePassword } from './provePassword.ts'
import { tellOfChange } from './resetPassword.ts'
import { saveSignIn } from './stores/passwords.ts'

export const passwordSchema = z.object({ current: z.string().max(1_000), password: z.string().max(1_000) })

type Changing = { req: PayloadRequest; input: z.infer<typeof passwordSchema>; language: Language }

/**
 * One's own new password, for whoever knows the old one. All other sign-ins end (hooks/recordPasswordChange).
 * @returns the API tokens that the change does not end
 * @throws PatchbayError `unauthenticated`, `forbidden`, `validation_failed`, `rate_limited`
 */
export async function changePassword({ req, input: { current, password }, language }: Changing): Promise<OwnToken[]> {
  const person = await provePassword({ req, current })
  const fault = checkPassword({ password, email: person.email })
  if (fault !== null) throw new PatchbayError('validation_failed', { field: 'password', message: fault })
  await saveSignIn({ req, user: person.id, data: { password } })
  await tellOfChange({ req, person, language })
  return loadOwnTokens({ user: person.id })
}
