/** Sessions that end and accounts that are switched while a page is open, part of `en`. */
export const enSession = {
  title: 'Your session has ended',
  text: (email: string) => `Sign in again as ${email}. What you typed is kept, and the work goes on from here.`,
  password: 'Your password for Patchbay',
  submit: 'Sign in and go on',
  wrong: 'That password is not right. Check it and try again.',
  ended: 'Your session has ended. Nothing was changed. Sign in again in another tab, then repeat it here.',
  other: 'Somebody else is signed in now. Nothing was changed. Load the page again.',
  switched: {
    title: 'You switched to another account in another tab',
    text: (account: string) => `This page was opened for “${account}”. Going on works there, and shows that account again.`,
    goOn: (account: string) => `Go on in ${account}`,
  },
  offline: 'You are offline. What you typed stays here; try again when the network is back.',
}
