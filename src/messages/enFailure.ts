/** A file of its own: the page that is left when everything failed carries these sentences and no others. */
export const enFailure = {
  title: 'This page could not be shown',
  text: 'Something went wrong on our side. Nothing was changed or lost. Try again; if it stays, tell your platform admin.',
  reference: 'Reference',
  tryAgain: 'Try again',
}
