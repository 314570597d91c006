import { deEditor } from '#src/messages/deEditor.ts'
import { type EditorWords, enEditor } from '#src/messages/enEditor.ts'

type Both = { en: string; de: string }

/** A sentence of the provider form in each language, as Payload takes labels and descriptions. */
export const inBoth = (choose: (words: EditorWords) => string): Both => ({ en: choose(enEditor), de: choose(deEditor) })

/** The label of a field of the row. */
export const labelOf = (name: keyof EditorWords['labels']): Both => inBoth(({ labels }) => labels[name])
