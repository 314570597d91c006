import type { Dictionary } from './Dictionary.ts'

/** What is left to say when everything failed, in German; a file of its own as in English. */
export const deFailure: Dictionary['failure'] = {
  title: 'Diese Seite kann nicht angezeigt werden',
  text: 'Bei uns ist etwas schiefgegangen. Nichts wurde geändert oder ging verloren. Versuchen Sie es erneut; wenn es bleibt, sagen Sie Ihrem Plattform-Admin Bescheid.',
  reference: 'Referenz',
  tryAgain: 'Erneut versuchen',
}
