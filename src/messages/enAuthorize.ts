/** "a, b and c" */
const list = (words: string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)

/** Connecting by a provider's own consent page. */
export const enAuthorize = {
  lead: (name: string) => `${name} opens in a window of its own. Sign in there and allow the access; your password never comes to Patchbay.`,
  scopes: 'Patchbay asks for',
  submit: (name: string) => `Authorize at ${name}`,
  again: 'Try again',
  waiting: (name: string) => `Waiting for ${name}`,
  show: 'Show the window',
  waitingText: 'Go on in the window that has opened. This dialog notices when you are done.',
  blocked: 'Your browser did not let the window open.',
  blockedText: 'Allow pop-up windows for this page and try again, or go on in this tab: you come back here afterwards.',
  here: 'Go on in this tab',
  closed: (name: string) => `The window was closed before ${name} answered.`,
  closedText: 'Nothing was connected. If the window is still open after all, go on there.',
  deniedHere: 'The access was not allowed.',
  deniedText: 'Nothing was connected. Try again and allow the access there; where it asks for an administrator, ask yours.',
  oldServes: 'The earlier authorization stays in use.',
  stale: 'This way back is used up, older than ten minutes, or was begun in another browser.',
  staleText: 'Nothing was connected. Begin again from here.',
  notSetUp: (name: string) => `Signing in at ${name} is not set up on this installation yet.`,
  notSetUpText: 'A platform admin adds the OAuth client under Built-in credentials.',
  other: {
    title: 'That is another account',
    text: ({ name, was, now }: { name: string; was: string; now: string }) => `“${name}” belongs to ${was} so far. You signed in as ${now}.`,
    unknown: 'another account',
    keep: (was: string) => `Stay with ${was}`,
    use: (now: string) => `Use ${now}`,
    kept: (name: string) => `“${name}” stays as it was.`,
    used: (name: string, now: string) => `“${name}” belongs to ${now} now.`,
    gone: 'This question is over. Nothing was changed; reconnect again.',
  },
  waits: (name: string) => `“${name}” waits to be authorized.`,
  connected: (name: string) => `“${name}” is connected.`,
  missing: {
    lead: (name: string, provider: string) => `“${name}” lacks access at ${provider} that is needed.`,
    text: (scopes: string[]) => `Not given yet: ${list(scopes)}.`,
    verb: 'Grant more',
  },
  window: {
    connected: 'Connected.',
    asking: 'Patchbay has a question about the account you signed in with.',
    failed: 'Nothing was connected.',
    close: 'You can close this window.',
    back: 'Back to Patchbay',
  },
}
