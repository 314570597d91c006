/** "Olga, Miro or Cleo" */
const anyOf = (names: string[]): string => new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names)

/** The Marketplace's list, requests for providers and the provider's page: part of `en`. */
export const enCatalogue = {
  sort: 'Sort',
  sorts: { featured: 'Featured', name: 'A to Z', newest: 'Newest' },
  groups: { yours: 'Your integrations', featured: 'Featured', all: 'All integrations' },
  showMore: (n: number) => `Show ${n.toLocaleString('en')} more`,
  shownOf: (shown: number, all: number) => `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} shown`,

  empty: {
    admin: 'The starter catalog has rows for well-known services. You can change or remove each of them later.',
    load: 'Load starter providers',
    toPanel: 'Open the admin panel',
  },

  request: {
    missing: 'Not in the list?',
    open: 'Request a provider',
    openThis: 'Request this provider',
    title: 'Request a provider',
    lead: 'The platform’s admins read it and answer here.',
    name: 'Service',
    website: 'Website',
    websiteExample: 'example.com',
    why: 'What you need it for',
    optional: 'optional',
    noKeys: 'Leave keys and passwords out: a request needs none.',
    send: 'Send request',
    nameNeeded: 'Say which service.',
    sent: (name: string) => `“${name}” is requested. The answer will appear here.`,
    known: (name: string) => `Your account has asked for “${name}” already. The answer will appear here.`,
    viewer: 'Viewers cannot request providers.',
    yours: 'Requests of your account',
    asked: 'Asked',
    answer: 'Answer',
    connect: 'Connect it',
    states: { open: 'Open', planned: 'Planned', done: 'Done', declined: 'Declined' },
    wanted: (name: string) => `Say that you want ${name}`,
  },

  ask: (names: string[]) => (names.length === 0 ? 'Ask an owner or admin of this account.' : `Ask ${anyOf(names)}.`),
  viewerMayNot: 'Viewers cannot connect services.',

  about: 'About',
  runBy: 'Run by',
  category: 'Category',
  changed: 'Entry changed',
  statusPage: 'Service status',
  sends: 'What Patchbay will send and where',
  scopesLead: 'At the provider, the key must be allowed to:',
  /** By the action a permission's name ends or begins with; `what` is the rest of the name. */
  scopes: {
    read: (what: string) => `read ${what}`,
    write: (what: string) => `read and change ${what}`,
    send: (what: string) => `send ${what}`,
    create: (what: string) => `create ${what}`,
    delete: (what: string) => `delete ${what}`,
    manage: (what: string) => `manage ${what}`,
    other: (what: string) => `use ${what}`,
  },
  /** Permissions that mean the same wherever people sign in (OpenID Connect). */
  commonScopes: { openid: 'know who you are there', profile: 'see your name and picture', email: 'see your email address', offline_access: 'stay connected while you are away' } as Record<string, string>,
  trustLink: 'How keys are kept',
  madeBy: (who: string) => `Made by ${who}`,
  formerMember: 'a former member',
  private: 'Private',
  toSettings: 'All connections in Settings',
}
