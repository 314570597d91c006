import type { ConnectionStatus } from '#src/engine/ports.ts'
import { enAccount } from './enAccount.ts'
import { enActivity } from './enActivity.ts'
import { enAuthorize } from './enAuthorize.ts'
import { enEntry } from './enEntry.ts'
import { enMembers } from './enMembers.ts'
import { enTokens } from './enTokens.ts'
import { enUsage } from './enUsage.ts'
import { enSession } from './enSession.ts'
import { enConnect } from './enConnect.ts'
import { enCatalogue } from './enCatalogue.ts'
import { enFailure } from './enFailure.ts'
import { enConnections } from './enConnections.ts'
import { enFirstSteps } from './enFirstSteps.ts'
import { enProblems } from './enProblems.ts'
import { enKeys } from './enKeys.ts'
import { enSettings } from './enSettings.ts'

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** "a, b and c" */
const list = (words: string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)

/** Every sentence a tenant reads, by screen. What happened, why if known, what to do; buttons are verbs. */
export const en = {
  common: {
    product: 'Patchbay',
    close: 'Close',
    cancel: 'Cancel',
    done: 'Done',
    dismiss: 'Dismiss',
    copy: 'Copy',
    copied: 'Copied',
    copyThis: (what: string) => `Copy: ${what}`,
    clearSearch: 'Clear search',
    tryAgain: 'Try again',
    skipToContent: 'Skip to content',
    opensNewTab: '(opens in a new tab)',
    offline: 'Patchbay could not be reached. Check your connection and try again.',
    justNow: 'just now',
    inAMoment: 'in a moment',
    unreadable: 'Patchbay answered with something that cannot be read. Try again in a moment.',
  },

  status: {
    disconnected: { word: 'Needs a key', verb: 'Add key' },
    pending: { word: 'Not verified', verb: 'Test' },
    active: { word: 'Active', verb: 'Manage' },
    error: { word: 'Needs attention', verb: 'Replace key' },
    expired: { word: 'Expired', verb: 'Replace key' },
    revoked: { word: 'Revoked', verb: 'Reconnect' },
    inactive: { word: 'Deactivated', verb: 'Reactivate' },
  } satisfies Record<ConnectionStatus, { word: string; verb: string }>,

  reason: {
    blocked: 'Cut off by the platform. Only a platform admin can lift this.',
    credential_rejected: 'The provider refused the key.',
    credential_lacks_permission: 'The key lacks a permission.',
    reauth_required: 'The sign-in at the provider has ended.',
    provider_unreachable: 'The provider could not be reached.',
    provider_timeout: 'The provider did not answer in time.',
    connection_disconnected: 'No key has been added yet.',
  } as Record<string, string>,

  shell: {
    nav: 'Main',
    marketplace: 'Marketplace',
    settings: 'Settings',
    switchAccount: 'Switch account',
    accountIs: (name: string) => `Account: ${name}. Switch account`,
    yourMenu: (name: string) => `${name}, your menu`,
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languageAsBrowser: 'As the browser',
    /** Each in its own words, so that everybody finds theirs. */
    languages: { en: 'English', de: 'Deutsch' },
    adminPanel: 'Admin panel',
    signOut: 'Sign out',
    roles: { owner: 'Owner', admin: 'Admin', member: 'Member', viewer: 'Viewer' } as Record<string, string>,
  },

  signIn: {
    title: 'Sign in',
    lead: 'Your team’s integrations, in one place.',
    email: 'Email',
    password: 'Password',
    submit: 'Sign in',
    submitting: 'Signing in…',
    wrong: 'That email and password do not belong together. Check both and try again.',
    note: 'Nothing to sign in with yet? An owner or admin of your team’s account invites you.',
  },

  noAccount: {
    title: 'You are not in an account yet',
    text: 'Integrations belong to an account. Ask an owner or admin of your team’s account to invite you. You are signed in as:',
    admin: 'As a platform admin you can make accounts and providers in the admin panel.',
  },

  marketplace: {
    title: 'Integrations',
    lead: 'Connect the services your team uses. Keys are encrypted before they are stored and never shown again.',
    browse: 'Browse',
    yours: 'Your integrations',
    searchLabel: 'Search integrations',
    category: 'Category',
    signInFacet: 'Sign-in',
    signIn: { key: 'API key', oauth: 'OAuth' },
    filters: 'Filters',
    apply: 'Apply',
    clearAll: 'Clear all',
    countAll: (n: number) => count(n, 'integration', 'integrations'),
    countIn: (n: number, where: string[]) => `${count(n, 'integration', 'integrations')} in ${list(where)}`,
    countFor: (n: number, query: string, where: string[]) => `${count(n, 'integration', 'integrations')} for “${query}”${where.length > 0 ? ` in ${list(where)}` : ''}`,
    noneTitle: (query: string) => (query === '' ? 'Nothing fits these filters' : `Nothing found for “${query}”`),
    noneText: 'Try fewer letters, or search for the job it does, such as “email” or “payments”.',
    noneButElsewhere: (n: number) => `${count(n, 'integration fits', 'integrations fit')} without the filters.`,
    clearFilters: 'Clear the filters',
    showAll: 'Show all integrations',
    emptyTitle: 'The catalog is empty',
    emptyText: 'A platform admin adds the first providers. They appear here at once.',
    noYoursTitle: 'No integrations yet',
    noYoursText: 'Connect a service and it shows up here, with who made it and how it is doing.',
    browseAll: 'Browse integrations',
  },

  card: {
    connected: 'Connected',
    comingSoon: 'Coming soon',
    retiring: 'Being retired',
    verbs: { connect: 'Connect', manage: 'Manage', fix: 'Fix', finish: 'Finish', test: 'Test', view: 'View', reconnect: 'Reconnect' },
    connections: (n: number) => count(n, 'connection', 'connections'),
    lastUsed: 'last used',
    neverUsed: 'never used',
    notYet: 'Not available yet',
  },

  provider: {
    back: 'All integrations',
    connect: (name: string) => `Connect ${name}`,
    connectAnother: 'Connect another',
    website: 'Website',
    docs: 'Documentation',
    keys: 'Manage keys',
    connections: 'Your connections',
    noConnections: 'Nothing connected yet.',
    sends: 'What Patchbay sends',
    untested: 'This provider offers no way to test a key: connections stay “Not verified”.',
    use: 'Use it in your code',
    useLead: 'The key is looked up at the moment of the call and never appears in your code.',
    inServerCode: 'In server code',
    throughProxy: 'Over HTTP, from anywhere',
    comingSoon: 'This integration is being prepared. It cannot be connected yet.',
    hidden: 'No new connections can be made. Existing ones keep working.',
    retired: 'This provider is being retired. Existing connections keep working for now.',
    replacedBy: (name: string) => `Use ${name} instead`,
    viewerMayNot: 'Viewers cannot connect services. Ask an owner or admin of this account.',
  },

  sends: {
    nothing: 'Nothing is sent: the key is handed to your own server code only.',
    yourKey: 'Your key',
    token: 'The access token',
    /** "in the `Authorization` header": what stands before and after a place's own name. */
    before: { header: 'in the', query: 'in the', cookie: 'in the', body: 'in the', path: 'in the' },
    after: { header: 'header', query: 'query parameter', cookie: 'cookie', body: 'body field', path: 'address' },
    and: 'and',
    onlyTo: 'only to',
    ownHost: 'only to the address you enter',
  },

  connect: enConnect,
  authorize: enAuthorize,

  catalogue: enCatalogue,

  keys: enKeys,

  settings: enSettings,

  members: enMembers,
  tokens: enTokens,
  usage: enUsage,
  account: enAccount,
  entry: enEntry,
  session: enSession,
  connections: enConnections,

  firstSteps: enFirstSteps,

  activity: enActivity,

  missing: {
    title: 'There is nothing here',
    text: 'The address may be mistyped, or it belongs to another account.',
    toMarketplace: 'Go to the Marketplace',
  },
  failure: enFailure,

  problem: enProblems,
}
