import { translateSentence } from '#src/messages/translateSentence.ts'

/** A fault of a row in the panel's language, after its place in the row where that is not plain from where it stands. */
export const sayProblem = ({ path = '', reason }: { path?: string; reason: string }): string => `${path === '' ? '' : `${path}: `}${translateSentence(reason) ?? reason}`
