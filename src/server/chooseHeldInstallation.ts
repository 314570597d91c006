import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { PatchbayError } from '#src/engine/errors.ts'
import { goneQuestion, requireHeldPerson } from './answerHeld.ts'
import type { Connected } from './connect.ts'
import { fetchInstallationTokens } from './fetchInstallationTokens.ts'
import { proveCredential } from './proveCredential.ts'
import { resumeAttempt } from './resumeAttempt.ts'
import { saveGranted } from './saveGranted.ts'
import { peekHeld, takeHeld } from './stores/oauthAttempts.ts'
import { viewConnection } from './viewConnection.ts'

export const chosenInstallationSchema = z.object({ installation: z.string().min(1).max(100) })

type Question = { req: PayloadRequest; id: string; installation: string }

/**
 * "That one": the connection is made, or goes on, with the installation that its person chose among those that the
 * service named as theirs.
 * @throws PatchbayError `not_found` when the question is not this person's, was answered, or is over; `validation_failed` for one that was not offered; as a callback
 */
export async function chooseHeldInstallation({ req, id, installation }: Question): Promise<Connected> {
  const user = await requireHeldPerson({ req, id })
  const waiting = await peekHeld({ req, id, user, kind: 'installation' })
  const held = waiting?.attempt.held
  if (waiting === null || held?.kind !== 'installation') throw goneQuestion()
  const { attempt, provider } = waiting
  const { compiled } = provider
  if (!held.installations.some((one) => one.id === installation)) throw new PatchbayError('validation_failed', { field: 'installation', message: 'This is none of the installations that were offered.', hint: 'Choose one of those listed.' })
  const { found, method, values } = await resumeAttempt({ req, taken: waiting })
  const tokens = await fetchInstallationTokens({ compiled, method, values, installation, signal: req.signal })
  const proof = await proveCredential({ compiled, method, values, shouldTest: true, signal: req.signal, tokens, mayBeUntold: true })
  // Not before the service has answered: where it is away, the question stays.
  if ((await takeHeld({ req, id, user, kind: 'installation' })) === null) throw goneQuestion()
  const connection = await saveGranted({ req, attempt, provider, found, method, credential: proof })
  return { connection: await viewConnection({ req, id: connection }), result: proof.result }
}
