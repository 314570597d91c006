import { memoize } from '#src/engine/memoize.ts'
import { freezeDeep } from './freezeDeep.ts'

/**
 * One frozen object for all that say the same. What most answers have in common is held once then, and not once for each
 * of ten thousand accounts. For short lists and settings that are no secrets: plain JSON, no dates.
 */
export const sharePart = <Part>(part: Part): Part => shared(JSON.stringify(part)) as Part

const shared = memoize((text) => freezeDeep(JSON.parse(text) as unknown))
