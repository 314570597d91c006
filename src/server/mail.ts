import type { EmailAdapter } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'

/**
 * Nothing here sends mail yet, and the routes that would are closed. Said as an adapter, so that Payload does not fall
 * back to printing mails, which may hold password links, to the log.
 */
export const mail: EmailAdapter = () => ({
  name: 'none',
  defaultFromAddress: 'patchbay@localhost',
  defaultFromName: 'Patchbay',
  sendEmail: () => Promise.reject(new PatchbayError('internal', { message: 'No mail is sent from this installation.' })),
})
