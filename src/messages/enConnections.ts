const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** Settings → Integrations: what one does with connections, beside `settings`; part of `en`. */
export const enConnections = {
  sort: 'Sort',
  sorts: { '': 'Provider', name: 'Name', owner: 'Owner', status: 'Urgency', '-used': 'Used last', used: 'Unused longest', expires: 'Expires first' } as Record<string, string>,
  use: 'Used',
  uses: { idle: 'Idle 90+ days', never: 'Never' },
  private: 'Private',
  more: (n: number) => `Show ${n.toLocaleString('en')} more`,
  activity: 'Activity',
  noOwner: 'no owner',
  verbs: { deactivate: 'Deactivate…', expiry: 'Expiry date…' },

  by: { server: 'by server code', token: (name: string) => `by API token “${name}”`, anyToken: 'by an API token', user: (name: string) => `by ${name}`, you: 'by you', former: 'by a former member' },

  test: {
    passed: (ms: number) => `test passed in ${ms.toLocaleString('en')}\u00a0ms`,
    refused: (ms: number) => `test refused after ${ms.toLocaleString('en')}\u00a0ms`,
    undecided: (why: string) => `test undecided: ${why}. The key was not judged`,
    none: 'not tested yet',
    why: { provider_unreachable: 'the provider could not be reached', provider_timeout: 'no answer in time', rate_limited: 'the provider asked to slow down', provider_error: 'the provider answered with an error', credential_lacks_permission: 'the key may not do what the test asks' } as Record<string, string>,
    otherwise: 'the provider could not tell',
    words: 'In their words',
  },
  deactivated: (by: string | null, when: string, reason: string | null) => `by ${by ?? 'somebody'}, ${when}${reason ? `: “${reason}”` : ''}`,
  blocked: (reason: string) => `Cut off by the platform: “${reason}”. Only a platform admin can lift this.`,

  revocation: {
    here: 'Key destroyed here',
    provider: { revoked: 'Revoked at the provider', queued: 'The provider is being told', unsupported: 'Not revoked at the provider', failed: 'The provider could not be told' },
  },
  expiry: {
    expired: 'expired',
    rotateSoon: (when: string) => `replace ${when}`,
    overdue: (days: number) => (days === 0 ? 'replace today' : `replacement ${count(days, 'day', 'days')} overdue`),
    none: 'No date set',
    title: (name: string) => `When does the key of “${name}” expire?`,
    text: 'After that day it counts as expired and is used no more. Two weeks before, it is listed here.',
    label: 'Expires on',
    hint: 'The last day on which it is good. Leave it empty if the key has no end.',
    save: 'Save',
    saved: (name: string) => `The date of “${name}” is saved.`,
  },

  deactivate: {
    title: (name: string) => `Deactivate “${name}”?`,
    text: 'Calls with it are refused at once, until somebody reactivates it. The key stays, encrypted.',
    reason: 'Why',
    optional: 'optional',
    hint: 'Shown to your team, and to whoever is refused because of it.',
    confirm: 'Deactivate',
  },

  order: {
    open: 'Change the order',
    title: (provider: string) => `Which key of ${provider} is asked first?`,
    text: 'The first is the default. The next one is asked when the one before it is refused or told to wait. Private keys come after these.',
    list: 'Order',
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    drag: 'Drag to move',
    moved: (name: string, place: number, of: number) => `${name} is now number ${place} of ${of}.`,
    save: 'Save the order',
    saved: (provider: string) => `The order for ${provider} is saved.`,
    stale: 'Somebody changed these connections in the meantime. This is how they stand now; put them in order again.',
  },

  notices: {
    disconnected: (name: string) => `“${name}” waits for its key.`,
    blocked: (name: string, reason: string) => `“${name}” was cut off by the platform: “${reason}”.`,
    cut: 'Cut off by the platform',
    accountCut: (reason: string) => `The platform has cut this account off${reason === '' ? '' : `: “${reason}”`}. No key of it is used.`,
    providerCut: (provider: string, reason: string) => `The platform has cut ${provider} off${reason === '' ? '' : `: “${reason}”`}. Its keys are not used.`,
    onlyPlatform: 'Only a platform admin can lift this.',
    who: (owner: string) => `${owner} or an admin of this account can do this.`,
    onlyManagers: 'An owner or admin of this account can do this.',
    changeDate: 'Change the date',
    inNav: (n: number) => count(n, 'connection needs your attention', 'connections need your attention'),
  },

  gone: 'This connection is not here any more, or no longer yours to see. The list has been read again.',
  stale: 'Somebody else saved this connection in the meantime. What you see now is theirs; your change was not made.',
  renameStale: (name: string) => `Somebody else changed this connection in the meantime; it is called “${name}” now. Save again to give it your name.`,
  rename: { label: (name: string) => `New name of ${name}`, cancel: 'Cancel' },
  whyThisKey: 'Why this key?',
}
