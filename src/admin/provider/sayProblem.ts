import type { EditorWords } from '#src/messages/enEditor.ts'

/** What a check said of a place. The commonest fault there is in the panel's language; others name keys and values of the row. */
export const sayProblem = ({ reason, words }: { reason: string; words: EditorWords['rating'] }): string => (reason === 'Missing.' ? words.missing : reason)
