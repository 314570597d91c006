import type { Actor } from '#src/access/Actor.ts'
import { PatchbayError } from '#src/engine/errors.ts'

/**
 * One browser, two people: a form that one of them opened is not saved in the name of the other, who signed in since in
 * another tab.
 * @throws PatchbayError `conflict` on `openedBy`
 */
export function requireOpener({ actor, openedBy }: { actor: Actor; openedBy: string | null | undefined }): void {
  if (openedBy == null || (actor.kind === 'user' && actor.id === openedBy)) return
  throw openedByAnother()
}

export const openedByAnother = (): PatchbayError => new PatchbayError('conflict', { field: 'openedBy', message: 'Somebody else has signed in since this form was opened. Nothing was sent or saved.', hint: 'Load the page again.' })
