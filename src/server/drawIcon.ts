import { PatchbayError } from '#src/engine/errors.ts'
import { findIcon } from './findIcon.ts'

const fills: ReadonlyMap<string, string> = new Map([['light', '#ffffff'], ['dark', '#1c1917']])

/**
 * A brand's icon as an SVG of one colour: light, or dark for brands whose own colour is bright.
 * @throws PatchbayError `not_found` when there is no such icon or tone
 */
export function drawIcon({ slug, tone }: { slug: string; tone: string }): string {
  const [icon, fill] = [findIcon(slug), fills.get(tone)]
  if (icon === null || fill === undefined) throw new PatchbayError('not_found')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="${fill}"><path d="${icon.path}"/></svg>`
}
