import type { Endpoint } from 'payload'
import { changeEmail, emailSchema } from '#src/server/changeEmail.ts'
import { changePassword, passwordSchema } from '#src/server/changePassword.ts'
import { readBody } from '#src/server/readBody.ts'
import { forgotSchema, requestPasswordReset } from '#src/server/requestPasswordReset.ts'
import { resetPassword, resetSchema } from '#src/server/resetPassword.ts'
import { revokeOwnTokens } from '#src/server/revokeOwnTokens.ts'
import { endpoint } from './endpoint.ts'
import { readLanguage } from './readLanguage.ts'

/** In place of Payload's own: its links are stored as they are, and what it answers tells who has a sign-in. */
export const userEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/forgot-password',
    handle: async (req) => {
      const { email } = await readBody({ req, schema: forgotSchema })
      await requestPasswordReset({ req, email, language: readLanguage(req) })
      return { body: { message: 'If somebody signs in with this address, a link is on its way.' } }
    },
  }),
  endpoint({
    method: 'post',
    path: '/reset-password',
    handle: async (req) => {
      const { email, tokens } = await resetPassword({ req, input: await readBody({ req, schema: resetSchema }), language: readLanguage(req) })
      return { body: { message: 'The password is set. Sign in with it.', email, tokens } }
    },
  }),
  endpoint({
    method: 'post',
    path: '/password',
    handle: async (req) => {
      const tokens = await changePassword({ req, input: await readBody({ req, schema: passwordSchema }), language: readLanguage(req) })
      return { body: { message: 'The password is changed. Other sign-ins have ended.', tokens } }
    },
  }),
  endpoint({ method: 'post', path: '/revoke-tokens', handle: async (req) => ({ body: await revokeOwnTokens({ req }) }) }),
  endpoint({
    method: 'post',
    path: '/email',
    handle: async (req) => {
      await changeEmail({ req, input: await readBody({ req, schema: emailSchema }), language: readLanguage(req) })
      return { body: { message: 'The address is changed. Sign in with it from now on.' } }
    },
  }),
]
