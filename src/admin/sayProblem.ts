import { translateSentence } from '#src/messages/translateSentence.ts'
import { sayPlace } from './sayPlace.ts'

/** A fault of a row in the panel's language, after its place where that is not plain from where it stands. */
export const sayProblem = ({ path, reason }: { path?: string; reason: string }): string => `${path === undefined ? '' : `${sayPlace(path)}: `}${translateSentence(reason) ?? reason}`
